import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { migrate, pendingMigrations } from '#ops/migrate/migrate.ts';
import { rollback } from '#ops/migrate/rollback.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { pathIn } from '#platform/storage/folder-storage.ts';
import { eachDatabase } from '#test/databases.ts';
import { eachEmptyDatabase, withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { PRESENT } from './carry-present.ts';
import { connected } from './connected.ts';
import { createBackup } from './create-backup.ts';
import type { Manifest } from './format.ts';
import { killed } from './kill.fixture.ts';
import { listBackups } from './list-backups.ts';
import { placesIn, populate, sha256Of, storeFiles } from './populate.fixture.ts';
import { readArchive } from './read-archive.ts';
import { replaceDatabase } from './restore.ts';
import { whileRestoring } from './restore-lock.ts';
import { verifyBackup } from './verify-backup.ts';

let folder = '';
let url = '';

/** Three rows in every table, and the files they name. */
async function setUp(address: string): Promise<void> {
  url = address;
  folder = await mkdtemp(join(tmpdir(), 'staka-living-'));
  await storeFiles(placesIn(folder).filesFolder);
  await populate(url);
}
const tidy = () => rm(folder, { recursive: true, force: true });

const places = () => ({ ...placesIn(folder), url });
const rename = (nom: string) => connected(url, (db) => db.query('UPDATE users SET nom = ?', [nom]));
const nameOfFirst = async () => {
  const [row] = await connected(url, (db) => db.query('SELECT nom FROM users ORDER BY id'));
  return row?.nom;
};
const nameInBackup = async (path: string | null) => (await rowsOf(path ?? ''))('users')[0]?.nom;
const AS_POPULATED = `𝄞'\\1`;

eachDatabase((database) => {
  beforeEach(() => setUp(database.url));
  afterEach(tidy);

  test('what is written during a backup is in it whole or not at all, and nobody waits', async () => {
    let isDone = false;
    let moves = 0;
    const move = (sha256: string, sign: '-' | '+') => (tx: Db) =>
      tx
        .updateTable('blobs')
        .set(({ eb }) => ({ references: eb('references', sign, 1) }))
        .where('sha256', '=', sha256)
        .execute();
    const moving = (async () => {
      for (; !isDone; moves += 1)
        await inTransaction(database.db, async (tx) => {
          await move(sha256Of(1), '-')(tx);
          await move(sha256Of(2), '+')(tx);
          await tx.updateTable('files').set({ size: moves }).where('sha256', '=', sha256Of(1)).execute();
        });
    })();
    const { path } = await createBackup(places());
    isDone = true;
    await moving;
    const rows = await rowsOf(path);
    const [one, two] = [1, 2].map((n) => rows('blobs').find(({ sha256 }) => sha256 === sha256Of(n))?.references);
    assert.equal(Number(one) + Number(two), 3);
    assert.ok(moves > 0);
    const file = rows('files').find(({ sha256 }) => sha256 === sha256Of(1));
    if (Number(one) < 1) assert.equal(Number(file?.size) + Number(one), 0);
  });

  test('a living database becomes what it was, and what it had become is kept', async () => {
    const { path, manifest } = await createBackup(places());
    await rename('Autre');
    await assert.rejects(replaceDatabase({ ...places(), path, force: false }), { code: 'RESTORE_IN_USE' });
    const meanwhile = whileRestoring(url, () => replaceDatabase({ ...places(), path, force: true }));
    await assert.rejects(meanwhile, { code: 'RESTORE_IN_USE' });
    const { previous } = await replaceDatabase({ ...places(), path, force: true });
    assert.equal(await nameInBackup(previous), 'Autre');
    const rows = ({ summary }: Manifest) => summary.tables.filter(({ name }) => !PRESENT.includes(name));
    assert.deepEqual(rows((await createBackup(places())).manifest), rows(manifest));
    assert.deepEqual(await pendingMigrations(url), []);
  });

  test('a restore that fails leaves everything as it was', async () => {
    await withoutForeignKeys(`UPDATE user_sessions SET ${userId} = 'nobody' WHERE id = 'row-1'`);
    const { path } = await createBackup(places());
    await withoutForeignKeys(`UPDATE user_sessions SET ${userId} = 'row-1' WHERE id = 'row-1'`);
    await rename('Vivant');
    await assert.rejects(replaceDatabase({ ...places(), path, force: true }), { code: 'RESTORE_UNTOUCHED' });
    assert.equal(await nameOfFirst(), 'Vivant');
    assert.deepEqual(await pendingMigrations(url), []);
  });

  const userId = database.name === 'mysql' ? '`userId`' : '"userId"';
  const FOREIGN_KEYS_OFF = {
    sqlite: 'PRAGMA foreign_keys = OFF',
    postgresql: 'SET session_replication_role = replica',
    mysql: 'SET foreign_key_checks = 0',
  };
  const withoutForeignKeys = (sql: string) =>
    connected(url, async (db) => {
      await db.script(FOREIGN_KEYS_OFF[database.name]);
      await db.script(sql);
    });
});

eachEmptyDatabase((database) => {
  beforeEach(async () => {
    await migrate({ url: database.url });
    await setUp(database.url);
  });
  afterEach(tidy);

  test('bytes that a sweep removes after the snapshot are in the backup all the same', async () => {
    const { filesFolder } = places();
    let swept: Promise<void> | undefined;
    const progress = () => {
      swept ??= rm(pathIn(filesFolder, sha256Of(2)));
    };
    const { path } = await createBackup({ ...places(), progress });
    await swept;
    const { files } = (await verifyBackup({ path, keys: [] })).summary;
    assert.ok(files.some(({ sha256 }) => sha256 === sha256Of(2)));
    assert.deepEqual(
      (await readdir(filesFolder)).filter((name) => name.startsWith('.backup-')),
      [],
    );
  });

  test('a backup that is killed leaves no file that looks like one', async () => {
    await killed('backup', 'messages', { url, folder });
    assert.deepEqual(await listBackups(places().folder), []);
    await createBackup(places());
    assert.equal((await listBackups(places().folder)).length, 1);
  });

  test('a database that nobody uses any more is replaced without force', async () => {
    const { path } = await createBackup(places());
    await replaceDatabase({ ...places(), path, force: false });
  });

  test('a backup of an older version is restored, and then migrated', async () => {
    const older = await withEmptyDatabase('sqlite', async (elsewhere) => {
      const steps = await migrate({ url: elsewhere });
      await rollback({ url: elsewhere, step: steps.length - 1 });
      await populate(elsewhere);
      return createBackup({ ...placesIn(folder), url: elsewhere });
    });
    assert.equal(older.manifest.migrations.length, 1);
    await replaceDatabase({ ...places(), path: older.path, force: true });
    assert.deepEqual(await pendingMigrations(url), []);
    assert.equal(await nameOfFirst(), AS_POPULATED);
  });
}, 'sqlite');

async function rowsOf(path: string) {
  const found: { table: string; row: Record<string, unknown> }[] = [];
  for await (const part of readArchive({ path, keys: [] }))
    if (part.what === 'rows') found.push(...part.rows.map((row) => ({ table: part.table.name, row })));
  return (table: string) => found.filter((one) => one.table === table).map(({ row }) => row);
}
