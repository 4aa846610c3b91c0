import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type EmptyDatabase, eachEmptyDatabase, tablesOf } from '#test/migrations/empty-databases.ts';
import { migrationsFolder, writeMigrations } from '#test/migrations/migrations-folder.ts';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import { openDatabase } from '../databases/open-database.ts';
import { migrate } from '../migrate.ts';
import { rollback } from '../rollback.ts';
import { migrationStatus } from '../status.ts';

const ROWS = 5_000;
const FIRST = {
  up: `CREATE TABLE auteurs (id INTEGER PRIMARY KEY, nom VARCHAR(50) NOT NULL);
    CREATE TABLE notes (id INTEGER PRIMARY KEY, auteur INTEGER, texte VARCHAR(50));`,
};
/** What every version may bring. */
const ADDITIVE = `ALTER TABLE notes ADD COLUMN ton VARCHAR(10);
  ALTER TABLE notes ADD COLUMN copies INTEGER NOT NULL DEFAULT 0;
  UPDATE notes SET copies = copies + 1 WHERE id > 1;
  CREATE INDEX notes_auteur_idx ON notes (auteur);
  ALTER TABLE notes ADD CONSTRAINT notes_auteur_fkey FOREIGN KEY (auteur) REFERENCES auteurs (id) ON DELETE CASCADE;`;
const CHECKED = `ALTER TABLE notes ADD CONSTRAINT notes_copies_check CHECK (copies >= 0);
  ALTER TABLE notes ALTER COLUMN texte SET NOT NULL;`;
const RETYPED = {
  postgresql: 'ALTER TABLE notes ALTER COLUMN auteur TYPE BIGINT;',
  mysql: 'ALTER TABLE notes MODIFY auteur BIGINT;',
};

for (const provider of ['postgresql', 'mysql'] as const) {
  eachEmptyDatabase((database) => {
    test('what is additive is done on large tables, whole and once, and nothing is left behind', async () => {
      const options = await populated(database, ADDITIVE + (provider === 'postgresql' ? CHECKED : ''));
      assert.deepEqual(
        (await migrate(options)).map(({ name }) => name),
        ['2_second'],
      );
      const [sum] = await database.query('SELECT sum(copies) AS n, count(*) AS c FROM notes');
      assert.deepEqual([Number(sum?.n), Number(sum?.c)], [ROWS - 1, ROWS]);
      assert.deepEqual((await tablesOf(database.url)).sort(), ['_prisma_migrations', 'auteurs', 'notes']);
      await assert.rejects(database.query(`INSERT INTO notes (id, auteur, texte) VALUES (${ROWS + 1}, -5, 'x')`));
      assert.deepEqual(await migrate(options), []);
    });

    test('what would make people wait is refused, unless it is accepted or nobody works', async () => {
      const options = await populated(database, RETYPED[provider]);
      await assert.rejects(migrate(options), { code: 'MIGRATION_NEEDS_MAINTENANCE' });
      assert.deepEqual((await migrationStatus(options)).at(-1), { name: '2_second', state: 'pending' });
      assert.equal((await migrate({ ...options, acceptWaiting: true })).length, 1);
      await database.query('CREATE TABLE maintenance (id INTEGER)');
      await writeMigrations(options.folder, { '3_third': { up: 'UPDATE notes SET texte = upper(texte)' } });
      await assert.rejects(migrate(options), { code: 'MIGRATION_NEEDS_MAINTENANCE' });
      await database.query('INSERT INTO maintenance VALUES (1)');
      assert.equal((await migrate(options)).length, 1);
    });

    for (const [size, largeFromRows] of [
      ['large', 0],
      ['small', 1_000_000],
    ] as const)
      test(`a ${size} table that others read for long is tried for again and again, and nobody queues behind`, async () => {
        const options = {
          ...(await populated(database, 'ALTER TABLE notes ADD COLUMN ton VARCHAR(10);')),
          largeFromRows,
        };
        const lines: string[] = [];
        await holding(database.url, async (release) => {
          const migrating = migrate({ ...options, log: (line) => lines.push(line) });
          migrating.catch(() => {});
          while (!lines.some((line) => /held by others/.test(line))) await readAndWrite(database);
          await release();
          assert.equal((await migrating).length, 1);
        });
      });

    test('nor does anybody queue behind a rollback that waits for a table', async () => {
      const options = await populated(database, '');
      const second = {
        up: 'ALTER TABLE notes ADD COLUMN ton VARCHAR(10);',
        down: 'ALTER TABLE notes DROP COLUMN ton;',
      };
      await writeMigrations(options.folder, { '2_second': second });
      await migrate(options);
      const lines: string[] = [];
      let backups = 0;
      await holding(database.url, async (release) => {
        const backUp = async () => {
          backups += 1;
          return 'backup';
        };
        const undoing = rollback({ ...options, backUp, log: (line) => lines.push(line) });
        undoing.catch(() => {});
        for (let times = 0; times < 10; times += 1) await readAndWrite(database);
        await release();
        assert.equal((await undoing).length, 1);
      });
      assert.equal(backups, 1);
    });

    test('it gives up in the end, and everything is as it was', async () => {
      const options = await populated(
        database,
        'CREATE TABLE autres (id INTEGER); ALTER TABLE notes ADD COLUMN ton VARCHAR(10);',
      );
      await holding(database.url, async () => {
        await assert.rejects(migrate({ ...options, busySeconds: 0.5 }), /held by others for more than 0.5 s/);
      });
      assert.deepEqual((await tablesOf(database.url)).sort(), ['_prisma_migrations', 'auteurs', 'notes']);
      assert.equal((await migrate(options)).length, 1);
    });

    test('a key that rows do not keep to fails, and all that was done before it is put back', async () => {
      const options = await populated(database, ADDITIVE);
      await database.query(`INSERT INTO notes (id, auteur, texte) VALUES (0, -5, 'x')`);
      await assert.rejects(migrate(options), { code: 'MIGRATION_FAILED' });
      assert.deepEqual(await columnsOf(database), ['auteur', 'id', 'texte']);
      assert.deepEqual((await migrationStatus(options)).at(-1)?.state, 'pending');
      await database.query('DELETE FROM notes WHERE id = 0');
      assert.equal((await migrate(options)).length, 1);
    });

    test('rows that are changed in batches are changed once, though the process is killed in the middle', async () => {
      const options = await populated(
        database,
        'ALTER TABLE notes ADD COLUMN copies INTEGER NOT NULL DEFAULT 0; UPDATE notes SET copies = copies + 1;',
      );
      const child = start(database.url, options.folder);
      const exit = once(child, 'exit');
      while (!(await logsOf(database)).includes('"mark"')) await pause(2);
      child.kill('SIGKILL');
      await exit;
      assert.equal((await migrate(options)).length, 1);
      const [row] = await database.query('SELECT min(copies) AS least, max(copies) AS most FROM notes');
      assert.deepEqual([row?.least, row?.most].map(Number), [1, 1]);
    });
  }, provider);
}

eachEmptyDatabase((database) => {
  test('an index that was being built when all was killed is built again, and is valid', async () => {
    const options = await populated(
      database,
      'ALTER TABLE notes ADD COLUMN ton VARCHAR(10); CREATE INDEX notes_auteur_idx ON notes (auteur);',
    );
    const old = await openDatabase(database.url);
    await old.script('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM auteurs');
    const child = start(database.url, options.folder);
    const exit = once(child, 'exit');
    while ((await invalidIndexes(database)) === 0) await pause(5);
    child.kill('SIGKILL');
    await exit;
    await database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'staka migrate' AND query LIKE 'CREATE INDEX%' AND datname = current_database()`);
    await old.close();
    assert.equal((await migrate(options)).length, 1);
    assert.equal(await invalidIndexes(database), 0);
    assert.equal((await database.query(`SELECT 1 FROM pg_indexes WHERE indexname = 'notes_auteur_idx'`)).length, 1);
  });

  test('an index that rows do not allow leaves nothing, and one of somebody else stays', async () => {
    const options = await populated(database, 'CREATE UNIQUE INDEX notes_auteur_key ON notes (auteur);');
    await assert.rejects(migrate(options), { code: 'MIGRATION_FAILED' });
    assert.equal((await database.query(`SELECT 1 FROM pg_indexes WHERE indexname = 'notes_auteur_key'`)).length, 0);
    await database.query('CREATE INDEX notes_auteur_key ON notes (texte)');
    await assert.rejects(migrate(options), /already exists/);
    assert.equal((await database.query(`SELECT 1 FROM pg_indexes WHERE indexname = 'notes_auteur_key'`)).length, 1);
  });
}, 'postgresql');

async function populated(database: EmptyDatabase, second: string) {
  const folder = await migrationsFolder({ '1_first': FIRST });
  await migrate({ url: database.url, folder });
  const numbers =
    database.provider === 'mysql'
      ? `SELECT seq AS n FROM seq_1_to_${ROWS}`
      : `SELECT n FROM generate_series(1, ${ROWS}) AS n`;
  await database.query(`INSERT INTO auteurs SELECT n, 'nom' FROM (${numbers}) AS numbers WHERE n <= 10`);
  await database.query(`INSERT INTO notes SELECT n, 1 + n % 10, 'texte' FROM (${numbers}) AS numbers`);
  await writeMigrations(folder, { '2_second': { up: second } });
  return { url: database.url, folder, largeFromRows: 0 };
}

function start(url: string, folder: URL) {
  const file = fileURLToPath(new URL('migrate-online.fixture.ts', import.meta.url));
  return spawn(process.execPath, [file, url, folder.href], { stdio: 'ignore' });
}

/** Reads in a transaction that stays open, as a long report does, until `release`, or the work is over. */
async function holding(url: string, work: (release: () => Promise<void>) => Promise<void>): Promise<void> {
  const holder = await openDatabase(url);
  let isHeld = true;
  const release = async () => {
    if (isHeld) await holder.script('COMMIT');
    isHeld = false;
  };
  try {
    await holder.script(holder.provider === 'mysql' ? 'START TRANSACTION' : 'BEGIN');
    await holder.query('SELECT count(*) FROM notes');
    await work(release);
  } finally {
    await release();
    await holder.close();
  }
}

/** As people do meanwhile: none of it may wait for the one who reads for long. */
async function readAndWrite(database: EmptyDatabase): Promise<void> {
  const person: MigrationDatabase = await openDatabase(database.url);
  try {
    await person.script(
      database.provider === 'mysql' ? 'SET SESSION lock_wait_timeout = 5' : 'SET lock_timeout = 5000',
    );
    await person.query('SELECT count(*) FROM notes');
    await person.query(`UPDATE notes SET texte = 'autre' WHERE id = 7`);
  } finally {
    await person.close();
  }
}

async function columnsOf(database: EmptyDatabase): Promise<string[]> {
  const rows = await database.query(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'notes'
     AND table_schema = ${database.provider === 'mysql' ? 'DATABASE()' : 'current_schema()'} ORDER BY 1`,
  );
  return rows.map(({ name }) => String(name));
}

async function logsOf(database: EmptyDatabase): Promise<string> {
  const rows = await database.query('SELECT logs FROM _prisma_migrations WHERE finished_at IS NULL');
  return rows.map(({ logs }) => String(logs)).join('\n');
}

async function invalidIndexes(database: EmptyDatabase): Promise<number> {
  return (await database.query('SELECT 1 FROM pg_index WHERE NOT indisvalid')).length;
}
