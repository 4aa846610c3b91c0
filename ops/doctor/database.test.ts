import assert from 'node:assert/strict';
import { mkdir, mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { migrate } from '#ops/migrate/migrate.ts';
import { rollback } from '#ops/migrate/rollback.ts';
import { openDatabase } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import type { Patient } from './check.ts';
import { CHECKS, examine } from './doctor.ts';
import { aPatient, assertRed, findingOf } from './patient.fixture.ts';
import { reviveDeadLetters } from './revive-dead-letters.ts';

const DAY_MS = 86_400_000;

eachEmptyDatabase((database) => {
  let made: Awaited<ReturnType<typeof aPatient>>;
  let patient: Omit<Patient, 'database'>;
  beforeEach(async () => {
    made = await aPatient({ DATABASE_URL: database.url });
    patient = made.patient;
  });
  afterEach(() => made[Symbol.asyncDispose]());

  const migrated = () => migrate({ url: database.url });
  const state = async (name: string) => (await findingOf(name, patient)).state;
  const q = (name: string) => (database.provider === 'mysql' ? `\`${name}\`` : `"${name}"`);
  const withDb = async (work: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<unknown>) => {
    const db = await openDatabase({ url: database.url });
    await work(db);
    await db.destroy();
  };

  test('a migrated database is green wherever the database is looked at', async () => {
    await migrated();
    await withDb((db) => db.insertInto('users').values({ email: 'admin@example.com', role: 'ADMIN' }).execute());
    const names = [
      'database',
      'clock',
      'rights',
      'migrations',
      'tables',
      'drift',
      'foreign-keys',
      'people',
      'maintenance',
      'outbox',
      'dead-letters',
    ];
    const findings = await examine(
      patient,
      CHECKS.filter(({ name }) => names.includes(name)),
    );
    assert.deepEqual(
      findings.filter(({ state }) => state !== 'green'),
      [],
    );
    assert.equal(findings.length, names.length);
    const thorough = await examine(
      { ...patient, thorough: true },
      CHECKS.filter(({ name }) => name === 'integrity' || name === 'foreign-keys'),
    );
    assert.ok(thorough.every(({ state }) => state !== 'red'));
  });

  test('a database that does not answer, of which nothing else is said', async () => {
    const url = database.provider === 'sqlite' ? 'file:/nowhere/staka.db' : database.url.replace(/:\d+\//, ':9/');
    await using other = await aPatient({ DATABASE_URL: url });
    await assertRed('database', other.patient, {
      found: /ECONNREFUSED|not there yet/,
      cure: /systemctl start|bin\/staka migrate/,
    });
    assert.equal((await findingOf('drift', other.patient)).state, 'skipped');
  });

  test('a clock that goes wrong', async () => {
    await migrated();
    await assertRed(
      'clock',
      { ...patient, now: () => new Date(Date.now() + 3_600_000) },
      { found: /^3\d{6} ms/, cure: /set-ntp/ },
    );
  });

  test('migrations that wait, were edited, are of a newer version, or have no file', async () => {
    await migrated();
    await rollback({ url: database.url });
    await assertRed('migrations', patient, { found: /^pending: \d+_/, cure: /bin\/staka migrate/ });
    await migrated();
    await database.query(`UPDATE _prisma_migrations SET checksum = 'x' WHERE migration_name = '20261121090000_init'`);
    await assertRed('migrations', patient, { found: /^edited since: 20261121090000_init$/, cure: /git checkout/ });
    await database.query(`UPDATE _prisma_migrations SET migration_name = '2099_newer' WHERE checksum = 'x'`);
    await assertRed('migrations', patient, { found: /^of a newer version: 2099_newer$/, cure: /git pull/ });
    const folder = await mkdtemp(join(tmpdir(), 'staka-empty-'));
    await mkdir(join(folder, database.provider, '1_empty'), { recursive: true });
    await assertRed(
      'migrations',
      { ...patient, migrations: pathToFileURL(`${folder}/`) },
      { found: /ENOENT.*1_empty/, cure: /git checkout/ },
    );
    await rm(folder, { recursive: true });
  });

  test('a table of sessions or preferences that is missing', async () => {
    await migrated();
    await database.query('DROP TABLE user_preferences');
    await assertRed('tables', patient, { found: /missing: user_preferences/, cure: /drift --repair/ });
    await assertRed('drift', patient, { found: /^1; Table user_preferences is missing/, cure: /drift --repair/ });
  });

  test('rows that refer to rows that are not there', async () => {
    await migrated();
    await database.query(
      {
        sqlite: 'PRAGMA foreign_keys=OFF',
        postgresql: 'SET session_replication_role = replica',
        mysql: 'SET foreign_key_checks = 0',
      }[database.provider],
    );
    await database.query(
      `INSERT INTO user_preferences (id, ${q('userId')}, ${q('updatedAt')}) VALUES ('p', 'nobody', '2026-01-02 03:04:05')`,
    );
    await assertRed('foreign-keys', patient, {
      found: /user_preferences \(userId\) names rows of users/,
      cure: /SELECT \* FROM .*user_preferences/,
    });
  });

  test('nobody who administers, and a maintenance that was forgotten', async () => {
    await migrated();
    await assertRed('people', patient, { found: /nobody/, cure: /user:create --role=admin/ });
    await withDb((db) =>
      db
        .insertInto('maintenance')
        .values({ id: 'maintenance', retryAfterSeconds: 60, startedAt: new Date() })
        .execute(),
    );
    await assertRed('maintenance', patient, { found: /it is on/, cure: /maintenance off/ });
  });

  test('effects that wait for nobody, and those that were given up, which go on when told to', async () => {
    await migrated();
    const event = { name: 'a.thing', payload: {}, availableAt: new Date(Date.now() - DAY_MS) };
    await withDb((db) =>
      db
        .insertInto('outbox_events')
        .values({ ...event, id: newId() })
        .execute(),
    );
    await assertRed('outbox', patient, { found: /^waiting for more than 10 min: 1$/, cure: /restart/ });
    await database.query(
      `UPDATE outbox_events SET ${q('deadAt')} = ${q('createdAt')}, ${q('lastError')} = 'no such host'`,
    );
    assert.equal(await state('outbox'), 'green');
    await assertRed('dead-letters', patient, {
      found: /^1, the last a\.thing: no such host/,
      cure: /--retry-dead-letters/,
    });
    assert.equal(await reviveDeadLetters(patient.secrets), 1);
    assert.equal(await state('dead-letters'), 'green');
  });

  test('a file that is missing, and one that nothing names', async () => {
    await migrated();
    const [missing, orphan] = ['a'.repeat(64), 'b'.repeat(64)];
    await mkdir(join(made.folder, 'files', 'bb', 'bb'), { recursive: true });
    assert.equal(await state('files'), 'green');
    await withDb((db) => db.insertInto('blobs').values({ sha256: missing, size: 3, references: 1 }).execute());
    await assertRed('files', patient, {
      found: /^missing or cut short: 1, .*aaaa/,
      cure: /restore BACKUP .*--files-into/,
    });
    await writeFile(join(made.folder, 'files', 'bb', 'bb', orphan), 'bytes');
    assert.equal(await state('orphans'), 'green');
    const later = { ...patient, now: () => new Date(Date.now() + 3 * DAY_MS) };
    await assertRed('orphans', later, { found: /^1, among them bbbb/, cure: /^mkdir .* mv '.*bbbb/ });
  });
});

for (const provider of ['postgresql', 'mysql'] as const)
  eachEmptyDatabase((database) => {
    test('a user of the database who may not write', async () => {
      await migrate({ url: database.url });
      const reader = `reader_${process.pid}`;
      const name = new URL(database.url).pathname.slice(1);
      const [make, grant, revoke, drop] = {
        postgresql: [
          `CREATE ROLE ${reader} LOGIN`,
          `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${reader}`,
          `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${reader}`,
          `DROP ROLE ${reader}`,
        ],
        mysql: [
          `CREATE USER ${reader}@'%'`,
          `GRANT SELECT ON ${name}.* TO ${reader}@'%'`,
          `REVOKE ALL ON ${name}.* FROM ${reader}@'%'`,
          `DROP USER ${reader}@'%'`,
        ],
      }[provider] as [string, string, string, string]; // four statements each
      await database.query(make);
      try {
        await database.query(grant);
        const url = new URL(database.url);
        url.username = reader;
        url.password = '';
        await using sick = await aPatient({ DATABASE_URL: url.href });
        await assertRed('rights', sick.patient, { found: /denied/, cure: /GRANT ALL/ });
      } finally {
        await database.query(revoke);
        await database.query(drop);
      }
    });
  }, provider);

eachEmptyDatabase((database) => {
  const path = () => database.url.slice('file:'.length);

  test('bytes of the database that are not as they were written', async () => {
    await migrate({ url: database.url });
    await using sick = await aPatient({ DATABASE_URL: database.url });
    assert.equal((await findingOf('integrity', sick.patient)).state, 'green');
    const file = await open(path(), 'r+');
    await file.write(Buffer.alloc(4096 * 20, 0xa5), 0, 4096 * 20, 4096 * 10);
    await file.close();
    await assertRed('integrity', sick.patient, { found: /./, cure: /\.damaged' .*&& bin\/staka restore BACKUP / });
    const others = await examine(
      sick.patient,
      CHECKS.filter(({ name }) => ['drift', 'migrations'].includes(name)),
    );
    assert.ok(
      others.every(({ state }) => state !== 'red'),
      JSON.stringify(others),
    );
  });

  test('a write-ahead log that grew without end', async () => {
    await migrate({ url: database.url });
    await using sick = await aPatient({ DATABASE_URL: database.url });
    assert.equal((await findingOf('wal', sick.patient)).state, 'green');
    await writeFile(`${path()}-wal`, '');
    await truncate(`${path()}-wal`, 300 * 1024 ** 2);
    await assertRed('wal', sick.patient, { found: /^300 MiB$/, cure: /wal_checkpoint/ });
  });
}, 'sqlite');
