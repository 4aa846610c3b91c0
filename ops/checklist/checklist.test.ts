import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openDatabase } from '#platform/db/db.ts';
import { type ServerProcess, startServer } from '#test/server-process.ts';
import { commandEnvironment } from '#test/staka-command.ts';

describe('the checklist of seed 002', () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'staka-checklist-'));
  let server: ServerProcess;
  before(async () => {
    server = await startServer({ DATA_DIR });
  });
  after(async () => {
    await server?.stop();
    rmSync(DATA_DIR, { recursive: true, force: true });
  });

  const runChecklist = (url: string) =>
    spawnSync(process.execPath, ['ops/checklist/main.ts', url], {
      cwd: join(import.meta.dirname, '..', '..'),
      encoding: 'utf8',
      env: commandEnvironment({ DATA_DIR }),
    });

  test('passes on a server that was just started', () => {
    const { stdout, status } = runChecklist(server.url);
    assert.equal(status, 0, stdout);
    assert.equal(stdout.match(/^✓/gm)?.length, 7);
    assert.match(stdout, /admin@staka-editions\.com \(ADMIN\), user@example\.com \(USER\)/);
    assert.match(stdout, /users 2, commandes 3, messages 5, support_requests 2, files 3, notifications 5, pages 3/);
  });

  test('fails, and names each check that does, when nobody answers and a row is missing', async () => {
    const db = await openDatabase({ url: `file:${join(DATA_DIR, 'staka.db')}` });
    await db.deleteFrom('support_requests').execute();
    await db.destroy();
    const { stdout, status } = runChecklist('http://127.0.0.1:9');
    assert.equal(status, 1);
    assert.match(stdout, /^✗ The server answers/m);
    assert.match(stdout, /^✗ The tables are filled — support_requests: 0 < 2/m);
    assert.match(stdout, /^✗ Signing in works/m);
    assert.match(stdout, /^✓ The sample accounts/m);
  });
});
