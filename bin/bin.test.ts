import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { findPort } from '#platform/boot/find-port.ts';

const ROOT = join(import.meta.dirname, '..');
const INSTALLED = existsSync(join(ROOT, 'node_modules', '.staka-installed.json'));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'staka-bin-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('bin/staka', () => {
  const staka = (path: string, PATH: string) =>
    spawnSync(path, ['help'], { cwd: folder, encoding: 'utf8', env: { PATH, LANG: 'fr_FR.UTF-8' } });

  test('works from another folder, through symbolic links, with no Node on the PATH', () => {
    symlinkSync(join(ROOT, 'bin', 'staka'), join(folder, 'first'));
    symlinkSync('first', join(folder, 'second'));
    const { stdout, status } = staka(join(folder, 'second'), '/usr/bin:/bin');
    assert.equal(status, 0);
    assert.match(stdout, /^ {2}migrate /m);
  });

  test('says in a sentence that Staka is not installed yet', () => {
    mkdirSync(join(folder, 'bin'));
    copyFileSync(join(ROOT, 'bin', 'staka'), join(folder, 'bin', 'staka'));
    for (const tool of ['sh', 'dirname', 'readlink', 'sed']) symlinkSync(`/usr/bin/${tool}`, join(folder, tool));
    const { stderr, status } = staka(join(folder, 'bin', 'staka'), folder);
    assert.equal(status, 1);
    assert.match(stderr, /^Staka n’est pas encore installé.*npm start.*\n$/);
  });
});

describe('npm start', { skip: !INSTALLED && 'not installed by npm start or npm test' }, () => {
  test('starts a second time on what the first made, and stops cleanly when npm is told to', async (t) => {
    const DATA_DIR = join(folder, 'data');
    for (const time of ['first', 'second']) {
      const { milliseconds, code, signal } = await startAndStop({ DATA_DIR });
      assert.deepEqual([code, signal], [0, null]);
      // How quick it is depends on what else the machine does: `npm run bench -- start` measures it.
      t.diagnostic(`the ${time} start answered after ${Math.round(milliseconds)} ms`);
    }
  });
});

test('package-lock.json names the packages of every platform', () => {
  const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
    readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
  );
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
    ),
  );
  assert.deepEqual(missing, []);
});

/** `npm start` until the first 200 on /health, then SIGTERM to npm. */
async function startAndStop({ DATA_DIR }: { DATA_DIR: string }) {
  const PORT = String(await findPort('127.0.0.1', 0));
  const started = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: ROOT,
    stdio: 'ignore',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR, PORT },
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    npm.on('exit', (code, signal) => resolve({ code, signal }));
  });
  while (!(await answers(PORT)) && npm.exitCode === null) await wait(10);
  const milliseconds = performance.now() - started;
  npm.kill('SIGTERM');
  return { milliseconds, ...(await ended) };
}

function answers(port: string): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}
