import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { connected } from '#ops/backup/connected.ts';
import { eachEmptyDatabase, tablesOf } from '#test/migrations/empty-databases.ts';
import { openDatabase } from './databases/open-database.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { MIGRATIONS_FOLDER } from './migration-files.ts';
import { migrateSafely } from './safely.ts';
import { isKeptAside } from './undo/undo-log.ts';

const NAME = '20990101000000_fails';
const FAILS = 'ALTER TABLE users DROP COLUMN bio;\nINSERT INTO nowhere VALUES (1);';

let root = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'staka-safely-'));
  await cp(fileURLToPath(MIGRATIONS_FOLDER), join(root, 'migrations'), { recursive: true });
  await mkdir(join(root, 'migrations', 'mysql', NAME));
  await writeFile(join(root, 'migrations', 'mysql', NAME, 'migration.sql'), FAILS);
});
after(() => rm(root, { recursive: true, force: true }));

eachEmptyDatabase((database) => {
  test('what cannot be put back is left to the same command while people may write, and restored while they may not', async () => {
    const { url } = database;
    await migrate({ url });
    await onceOn(url, `INSERT INTO users (id, email, bio, updatedAt) VALUES ('u', 'u@example.com', 'Zoé', NOW())`);
    const folder = pathToFileURL(`${join(root, 'migrations')}/`);
    const places = { folder: join(root, 'backups'), filesFolder: join(root, 'files'), keys: [] };
    const failing = () => migrateSafely({ url, folder, open: unableToPutBack, backup: places, origin: 'cli' });
    await assert.rejects(
      failing(),
      /^CodedError: The migration .* could not be put back: .*stuck.*\(backup made just before: .*\)/,
    );
    assert.ok((await tablesOf(url)).some(isKeptAside));
    await assert.rejects(migrate({ url, folder }), { code: 'MIGRATION_FAILED' });
    assert.deepEqual(await biosOf(url), ['Zoé']);

    await onceOn(url, `INSERT INTO maintenance (id, retryAfterSeconds) VALUES ('current', 60)`);
    await assert.rejects(failing(), { code: 'MIGRATION_RESTORED' });
    assert.deepEqual(await biosOf(url), ['Zoé']);
    assert.deepEqual((await tablesOf(url)).filter(isKeptAside), []);
    assert.deepEqual(await pendingMigrations({ url, folder }), [NAME]);
  });
}, 'mysql');

/** Every statement of the way back that gives a column back fails. */
async function unableToPutBack(url: string): ReturnType<typeof openDatabase> {
  const db = await openDatabase(url);
  const script = async (sql: string) => {
    if (/ADD COLUMN `bio`/.test(sql)) throw new Error('stuck');
    return db.script(sql);
  };
  return { ...db, script };
}

/** Nobody stays connected. */
function onceOn(url: string, sql: string): Promise<Record<string, unknown>[]> {
  return connected(url, (db) => db.query(sql));
}

async function biosOf(url: string): Promise<unknown[]> {
  return (await onceOn(url, 'SELECT bio FROM users')).map(({ bio }) => bio);
}
