import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { createConnection } from 'mysql2/promise';
import { makeKeyPair } from '#ops/backup/encryption.ts';
import { introspect } from '#ops/drift/introspect.ts';
import { withSession } from '#ops/migrate/session.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { build, contents, tablesOf } from '#test/adoption/foreign-database.ts';
import { PREFERENCES } from '#test/adoption/preferences.ts';
import { secureSessions } from '#test/adoption/secure-sessions.ts';
import { stakaLivres } from '#test/adoption/staka-livres.ts';
import { eachEmptyDatabase, withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { dumpDatabase } from './dump-database.ts';

const FOREIGN: Record<Provider, string[]> = {
  sqlite: secureSessions(),
  postgresql: PREFERENCES,
  mysql: [
    ...stakaLivres(),
    'CREATE TABLE odd (id INT AUTO_INCREMENT PRIMARY KEY, flag BIT(1), bytes BLOB, day DATE, text TEXT)',
    String.raw`INSERT INTO odd (flag, bytes, day, text) VALUES (b'1', X'00ff27', '2025-01-01', 'c''est \\ "là"\n\r\Z'), (NULL, '', NULL, '')`,
  ],
};

eachEmptyDatabase((database) => {
  test('the copy of a foreign database is that database, and no one else may read it', async () => {
    const backups = await mkdtemp(join(tmpdir(), 'staka-dump-'));
    await build(database.url, FOREIGN[database.provider]);
    const tables = await tablesOf(database.url);
    const path = await dump(database.url, backups, []);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    await withEmptyDatabase(database.provider, async (url) => {
      const back = database.provider === 'sqlite' ? `file:${path}` : url;
      await bringBack(database.provider, back, path);
      assert.deepEqual(await contents(back, tables), await contents(database.url, tables));
      assert.deepEqual(await structureOf(back), await structureOf(database.url));
    });
    const { secret } = await makeKeyPair();
    const sealed = await dump(database.url, backups, [secret]);
    assert.match(sealed, /\.age$/);
    assert.match(await readFile(sealed, 'latin1'), /^age-encryption\.org/);
    await rm(backups, { recursive: true });
  });
});

function dump(url: string, backups: string, keys: readonly string[]): Promise<string> {
  const isOpen = url.startsWith('postgresql');
  return withSession({ url }, ({ db, exclusively }) => {
    const work = () => dumpDatabase(db, { url, backups, keys });
    return isOpen ? exclusively(work) : work();
  });
}

function structureOf(url: string) {
  return withSession({ url }, ({ db }) => introspect(db));
}

/** As `psql` and `mysql` do. */
async function bringBack(provider: Provider, url: string, path: string): Promise<void> {
  if (provider === 'sqlite') return;
  const script = gunzipSync(await readFile(path)).toString();
  if (provider === 'postgresql') return build(url, [script]);
  const connection = await createConnection({ uri: url, multipleStatements: true });
  await connection.query(script);
  await connection.end();
}
