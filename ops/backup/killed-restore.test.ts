import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { migrate, pendingMigrations } from '#ops/migrate/migrate.ts';
import { countRows, eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { connected } from './connected.ts';
import { createBackup } from './create-backup.ts';
import { killed } from './kill.fixture.ts';
import { placesIn, populate, storeFiles } from './populate.fixture.ts';
import { replaceDatabase } from './restore.ts';
import { refuseHalfRestored } from './restore-mark.ts';

/** Where each is killed, and what it leaves; `swapping:2` is in the middle of SQLite's pages. */
const MOMENTS = {
  sqlite: { 'loading:7': 'old', swapping: 'old', 'swapping:2': 'old', swapped: 'new' },
  postgresql: { 'loading:7': 'old', cleared: 'old', moved: 'old', swapped: 'new' },
  mysql: { 'without-triggers': 'refused', moved: 'refused' },
} as const;

const COUNT_TRIGGERS = {
  sqlite: `SELECT count(*) AS n FROM sqlite_master WHERE type = 'trigger'`,
  postgresql: `SELECT count(*) AS n FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace`,
  mysql: 'SELECT count(*) AS n FROM information_schema.triggers WHERE trigger_schema = DATABASE()',
};

const BESIDE = {
  postgresql: `SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE '%staka_restoring'`,
  mysql: `SELECT schema_name AS name FROM information_schema.schemata
    WHERE schema_name IN (CONCAT(DATABASE(), '_staka_restoring'), CONCAT(DATABASE(), '_staka_replaced'))`,
};

eachEmptyDatabase((database) => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staka-killed-'));
    await storeFiles(placesIn(folder).filesFolder);
    await migrate({ url: database.url });
    await populate(database.url);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const places = () => ({ ...placesIn(folder), url: database.url });
  const ask = (sql: string) => connected(database.url, async (db) => (await db.query(sql)).map((row) => ({ ...row })));
  const state = async () => {
    const [{ nom } = { nom: null }] = await ask('SELECT nom FROM users ORDER BY id');
    const [{ n } = { n: 0 }] = await ask(COUNT_TRIGGERS[database.provider]);
    return { nom, triggers: Number(n), rows: await countRows(database.url) };
  };

  test('killed at any moment, a restore leaves what was there, or what is restored, whole; or nobody starts on it', async () => {
    await growMessages();
    const { path } = await createBackup(places());
    const restored = await state();
    await ask(`UPDATE users SET nom = 'Avant'`);
    const before = { ...restored, nom: 'Avant' };
    for (const [moment, left] of Object.entries(MOMENTS[database.provider])) {
      await killed('replace', moment, { url: database.url, folder }, path);
      if (left === 'refused') {
        await assert.rejects(refuseHalfRestored(database.url), { code: 'RESTORE_INTERRUPTED', params: { path } });
        continue;
      }
      await refuseHalfRestored(database.url);
      assert.deepEqual(await state(), left === 'new' ? restored : before, moment);
      assert.deepEqual(await pendingMigrations(database.url), []);
    }
    await replaceDatabase({ ...places(), path, force: true });
    assert.deepEqual(await state(), restored);
    assert.deepEqual(await leftBeside(), []);
  });

  test('maintenance and other tables stay as they are now, not as they were', async () => {
    await ask('CREATE TABLE legacy_notes (id VARCHAR(20) PRIMARY KEY, note VARCHAR(20))');
    const { path } = await createBackup(places());
    await ask('CREATE TABLE others (id INTEGER PRIMARY KEY, note VARCHAR(20))');
    await ask(`INSERT INTO others VALUES (1, 'à moi')`);
    await ask(`DELETE FROM maintenance`);
    await ask(`INSERT INTO legacy_notes VALUES ('a', 'depuis')`);
    await replaceDatabase({ ...places(), path, force: true });
    assert.deepEqual(await ask('SELECT note FROM others'), [{ note: 'à moi' }]);
    assert.deepEqual(await ask('SELECT * FROM maintenance'), []);
    assert.deepEqual(await ask('SELECT * FROM legacy_notes'), []);
  });

  if (database.provider === 'mysql')
    test('where no other database may be made, it is replaced in place, and a kill leaves the mark', async () => {
      const name = new URL(database.url).pathname.slice(1);
      const user = name.slice(-30);
      await ask(`CREATE USER '${user}'@'%' IDENTIFIED BY 'Mot-De-Passe-7'`);
      try {
        await ask(`GRANT ALL ON \`${name.replaceAll('_', String.raw`\_`)}\`.* TO '${user}'@'%'`);
        const address = new URL(database.url);
        [address.username, address.password] = [user, 'Mot-De-Passe-7'];
        const url = address.href;
        const { path } = await createBackup(places());
        const restored = await state();
        await killed('replace', 'migrated', { url, folder }, path);
        await assert.rejects(refuseHalfRestored(url), { code: 'RESTORE_INTERRUPTED' });
        await replaceDatabase({ ...places(), url, path, force: true });
        assert.deepEqual(await state(), { ...restored, rows: { ...restored.rows, maintenance: 0 } });
        await refuseHalfRestored(url);
      } finally {
        await ask(`DROP USER '${user}'@'%'`);
      }
    });

  /** More than SQLite copies at a time; no column of MySQL's takes so much. */
  const growMessages = () =>
    database.provider === 'sqlite' ? ask(`UPDATE messages SET content = '${'x'.repeat(1_500_000)}'`) : undefined;

  async function leftBeside(): Promise<unknown[]> {
    if (database.provider !== 'sqlite') return ask(BESIDE[database.provider]);
    const names = await readdir(dirname(database.url.slice('file:'.length)));
    return names.filter((name) => name.includes('.restoring'));
  }
});
