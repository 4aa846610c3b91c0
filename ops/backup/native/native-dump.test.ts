import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { migrate } from '#ops/migrate/migrate.ts';
import { countRows, eachEmptyDatabase, withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { makeKeyPair } from '../encryption.ts';
import { folderStore } from '../folder-store.ts';
import { populate } from '../populate.fixture.ts';
import { readVersion } from './mysql.ts';
import { makeNativeDump } from './native-dump.ts';

const PROGRAMS = { postgresql: 'pg_dump', mysql: 'mysqldump' } as const;

eachEmptyDatabase((database) => {
  const { PATH = '' } = process.env;
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staka-native-'));
    await migrate({ url: database.url });
  });
  afterEach(async () => {
    process.env.PATH = PATH;
    await rm(folder, { recursive: true, force: true });
  });
  const store = () => folderStore(join(folder, 'backups'));
  const dump = (keys: readonly string[] = []) =>
    makeNativeDump({ url: database.url, store: store(), keys, dataDir: folder });

  const isThere =
    database.provider === 'sqlite' ||
    PATH.split(delimiter).some((place) => existsSync(join(place, PROGRAMS[database.provider as 'mysql'])));

  test('a dump holds every row, as the programs of the database read it', { skip: !isThere }, async () => {
    await populate(database.url);
    const { path } = await dump();
    assert.deepEqual(await store().list(), []);
    await withEmptyDatabase(database.provider, async (url) => {
      const address = new URL(url);
      const name = address.pathname.slice(1);
      if (database.provider === 'sqlite') await writeFile(address.pathname, await readFile(path));
      if (database.provider === 'postgresql')
        execFileSync('pg_restore', ['--clean', '--if-exists', `--dbname=${url}`, path]);
      if (database.provider === 'mysql') {
        const connection = [
          `--host=${address.hostname}`,
          `--user=${address.username}`,
          `--port=${address.port || 3306}`,
        ];
        const environment = { ...process.env, MYSQL_PWD: decodeURIComponent(address.password) };
        execFileSync('mysql', [...connection, name], { input: await readFile(path), env: environment });
      }
      assert.deepEqual(await countRows(url), await countRows(database.url));
    });
    const encrypted = await dump([(await makeKeyPair()).public]);
    assert.equal((await readFile(encrypted.path)).subarray(0, 18).toString(), 'age-encryption.org');
  });

  if (database.provider !== 'sqlite')
    test('a client that is missing, older than the server, or fails is said so, and leaves nothing', async () => {
      const { provider } = database;
      if (provider === 'sqlite') return;
      process.env.PATH = folder;
      await assert.rejects(dump(), { code: 'NATIVE_CLIENT_MISSING' });
      const stand = async (script: string) => {
        const program = join(folder, PROGRAMS[provider]);
        await writeFile(program, `#!/bin/sh\n${script}\n`);
        await chmod(program, 0o755);
      };
      await stand('echo "it (PostgreSQL) 9.6, Distrib 5.5.1-MariaDB"');
      await assert.rejects(dump(), { code: 'NATIVE_CLIENT_OLD' });
      const later = 'it (PostgreSQL) 99.1, Distrib 99.1.1-MariaDB';
      await stand(`[ "$1" = --version ] && echo "${later}" && exit; echo half; echo "no room" >&2; exit 3`);
      await assert.rejects(dump(), /failed, and nothing was kept: no room$/);
      assert.deepEqual(await readdir(join(folder, 'backups')), []);
    });
});

test('versions are read as each maker writes them', () => {
  const read = (text: string) => readVersion(text).name;
  assert.equal(read('mysqldump  Ver 10.19 Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)'), 'MariaDB 10.11');
  assert.equal(read('mysqldump from 11.8.2-MariaDB, client 10.19 for Linux (x86_64)'), 'MariaDB 11.8');
  assert.equal(read('mysqldump  Ver 8.4.5 for Linux on x86_64 (MySQL Community Server - GPL)'), 'MySQL 8.4');
  assert.equal(read('8.0.36-0ubuntu0.22.04.1'), 'MySQL 8.0');
});
