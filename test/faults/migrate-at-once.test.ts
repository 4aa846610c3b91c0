import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { migrate, pendingMigrations } from '#ops/migrate/migrate.ts';
import { rollback } from '#ops/migrate/rollback.ts';
import { countRows, type EmptyDatabase, eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { commandEnvironment } from '#test/staka-command.ts';

const root = await mkdtemp(join(tmpdir(), 'staka-at-once-'));
after(() => rm(root, { recursive: true, force: true }));

eachEmptyDatabase((database) => {
  test('where no backup can be written nothing is migrated; of two commands at once one backs up and migrates, and both end well', async () => {
    const name = await pendingWithRows(database);
    const folder = join(root, database.provider);
    await writeFile(folder, 'a file where the folder should be');
    const refused = await staka(database.url, folder);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /backup that comes before every migration failed, and nothing was changed/);
    assert.deepEqual(await pendingMigrations(database.url), [name]);
    await rm(folder);

    const ended = await Promise.all([staka(database.url, folder), staka(database.url, folder)]);
    assert.deepEqual(
      ended.map(({ status, stderr }) => [status, stderr]),
      [
        [0, ''],
        [0, ''],
      ],
    );
    const told = ended.map(({ stdout }) => JSON.parse(stdout));
    assert.deepEqual(
      told.flatMap(({ applied }) => applied).map((step) => step.name),
      [name],
    );
    const backups = (await readdir(join(folder, 'backups'))).map((file) => join(folder, 'backups', file));
    assert.equal(backups.length, 1);
    assert.deepEqual(
      told.flatMap(({ backup }) => backup ?? []),
      backups,
    );
    assert.equal((await countRows(database.url)).users, 1);
  });
});

/** A database with a row, whose last migration is pending; its name. */
async function pendingWithRows({ url, provider, query }: EmptyDatabase): Promise<string> {
  await migrate({ url });
  const [step] = await rollback({ url });
  const updatedAt = provider === 'mysql' ? 'updatedAt' : '"updatedAt"';
  await query(`INSERT INTO users (id, email, ${updatedAt}) VALUES ('u', 'u@example.com', '2026-01-02 03:04:05')`);
  return step?.name ?? '';
}

async function staka(url: string, folder: string) {
  const main = join(import.meta.dirname, '..', '..', 'cli', 'main.ts');
  const env = commandEnvironment({ DATABASE_URL: url, DATA_DIR: folder });
  const child = spawn(process.execPath, [main, 'migrate', '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { stdout, stderr, status };
}
