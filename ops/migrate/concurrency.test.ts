import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { countRows, eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { migrationsFolder } from '#test/migrations/migrations-folder.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS_FOLDER } from './migration-files.ts';

const ONE = { '1_one': { up: 'CREATE TABLE one (id INTEGER);' } };

eachEmptyDatabase((database) => {
  test('of several processes that migrate at once one does it, and the others end well', async () => {
    const processes = [1, 2, 3].map(() => start('migrate', database.url, MIGRATIONS_FOLDER.href));
    const outputs = await Promise.all(processes.map(finish));
    const applied = outputs.flatMap((output) => JSON.parse(output.trim().split('\n').at(-1) ?? ''));
    assert.equal(applied.length, new Set(applied).size);
    assert.ok(applied.includes('20261121090000_init'));
    assert.equal((await countRows(database.url)).users, 0);
  });

  test('who comes second says that it waits, and gives up in the end', async () => {
    const lines: string[] = [];
    await heldBy(database.url, async () => {
      const options = { url: database.url, folder: await migrationsFolder(ONE), lockSeconds: 0.3 };
      await assert.rejects(migrate({ ...options, log: (line) => lines.push(line) }), { code: 'MIGRATION_LOCKED' });
    });
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /waiting/);
  });

  test('a holder that is killed frees the lock for the one that waits', async () => {
    await heldBy(database.url, async (holder) => {
      const waiting = migrate({ url: database.url, folder: await migrationsFolder(ONE), lockSeconds: 20 });
      setTimeout(() => holder.kill('SIGKILL'), 200);
      assert.deepEqual(
        (await waiting).map(({ name }) => name),
        ['1_one'],
      );
    });
  });
});

/** Runs the work while another process holds the lock. */
async function heldBy(url: string, work: (holder: ChildProcess) => Promise<void>): Promise<void> {
  const holder = start('hold-lock', url);
  try {
    await once(holder.stdout, 'data');
    await work(holder);
  } finally {
    holder.kill('SIGKILL');
  }
}

function start(fixture: string, ...args: string[]) {
  const file = fileURLToPath(new URL(`${fixture}.fixture.ts`, import.meta.url));
  return spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function finish(child: ReturnType<typeof start>): Promise<string> {
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  assert.equal(code, 0, output);
  return output;
}
