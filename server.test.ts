import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { DISK_FULL } from '#platform/boot/boot-failure.ts';
import { failToStart, startServer } from '#test/server-process.ts';

let DATA_DIR = '';
beforeEach(() => {
  DATA_DIR = mkdtempSync(join(tmpdir(), 'staka-server-'));
});
afterEach(() => rmSync(DATA_DIR, { recursive: true, force: true }));

describe('a first start in development', () => {
  test('makes the data folder, migrates, seeds, and says where to go and with which accounts', async () => {
    const server = await startServer({ DATA_DIR: join(DATA_DIR, 'new') });
    const health = await fetch(`${server.url}/health`);
    assert.equal(health.status, 200);
    assert.match(server.output(), new RegExp(`Staka est prêt +http://localhost:${new URL(server.url).port}/app`));
    assert.match(server.output(), /admin@staka-editions\.com \/ admin123 +user@example\.com \/ user123/);
    assert.ok(existsSync(join(DATA_DIR, 'new', 'staka.db')));
    await server.stop();
  });

  test('speaks English where the terminal does', async () => {
    const server = await startServer({ DATA_DIR, LANG: 'en_GB.UTF-8' });
    await server.stop();
    assert.match(server.output(), /Staka is ready/);
  });

  test('writes each request to the log file, with its id', async () => {
    const server = await startServer({ DATA_DIR });
    const answer = await fetch(`${server.url}/health?token=hunter-two`);
    await server.stop();
    const log = readFileSync(join(DATA_DIR, 'logs', 'staka.log'), 'utf8');
    const line = log.split('\n').find((one) => one.includes('"msg":"request"')) ?? '{}';
    assert.equal(JSON.parse(line).reqId, answer.headers.get('x-request-id'));
    assert.doesNotMatch(log, /hunter-two/);
  });
});

describe('stopping', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    test(`on ${signal} is clean and takes less than 5 s, with a connection left open`, async () => {
      const server = await startServer({ DATA_DIR });
      await fetch(`${server.url}/health`);
      const idle = await openConnection(server.url);
      const { code, milliseconds } = await server.stop(signal);
      idle.destroy();
      assert.equal(code, 0, server.output());
      assert.ok(milliseconds < 5000, `${milliseconds} ms`);
      assert.match(readFileSync(join(DATA_DIR, 'logs', 'staka.log'), 'utf8'), /"msg":"stopped"\}\n$/);
    });
});

describe('Staka does not start, and says why in a sentence,', () => {
  const refuses = async (environment: Record<string, string>, sentence: RegExp) => {
    const { code, said } = await failToStart({ DATA_DIR, ...environment });
    assert.equal(code, 1, said);
    assert.match(said, sentence);
    assert.doesNotMatch(said, /^\s+at /m, 'no stack trace');
  };

  test('when a variable is wrong, or several', async () => {
    await refuses(
      { PORT: 'http', SESSION_DAYS: '-1' },
      /^PORT doit être un nombre entier de 0 à 65535, et non «\s?http\s?»\.\nSESSION_DAYS doit être .*$/,
    );
  });

  test('when the host is open and nobody said what for', () =>
    refuses({ HOST: '0.0.0.0' }, /^NODE_ENV doit être écrit \(`production`, en général\) quand HOST .*$/));

  test('when the port is taken, touching nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const PORT = String(typeof address === 'object' ? address?.port : '');
    await refuses({ PORT }, new RegExp(`^Le port ${PORT} est déjà pris.*$`));
    other.close();
    assert.equal(existsSync(join(DATA_DIR, 'staka.db')), false);
  });

  test('when the host is not an address of this machine', () =>
    refuses({ HOST: '192.0.2.1', NODE_ENV: 'development' }, /^«\s192\.0\.2\.1\s» n’est pas une adresse .*$/));

  test('when the data folder is a file', async () => {
    writeFileSync(join(DATA_DIR, 'file'), '');
    await refuses(
      { DATA_DIR: join(DATA_DIR, 'file') },
      /^Le dossier de données .*\/file ne peut pas être lu et écrit .*$/,
    );
  });

  test('when the disk is full', { skip: smallDiskMissing() }, () => {
    // A disk of 200 KiB, seen by this server alone.
    const mount = 'mount -t tmpfs -o size=200k tmpfs /mnt && exec "$0" server.ts';
    const { status, stdout, stderr } = spawnSync('unshare', ['-Urm', 'sh', '-c', mount, process.execPath], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATA_DIR: '/mnt/data', PORT: '0' },
    });
    assert.deepEqual([status, stdout, stderr.trim()], [1, '', DISK_FULL.fr]);
  });

  test('when the data folder may not be written', async () => {
    const closed = process.getuid?.() === 0 ? '/proc/staka' : join(DATA_DIR, 'closed');
    if (!closed.startsWith('/proc')) mkdirSync(closed, { mode: 0o500 });
    await refuses(
      { DATA_DIR: closed },
      /^Le dossier de données \S+ ne peut pas être lu et écrit \((EACCES|ENOENT)\).*$/,
    );
  });

  test('when the file of the database is none', async () => {
    writeFileSync(join(DATA_DIR, 'staka.db'), 'this is no database, and long enough to be read as one: '.repeat(100));
    await refuses({}, /^La base de données file:.*staka\.db est injoignable.*$/);
  });

  test('when the database does not answer', () =>
    refuses(
      { DATABASE_URL: 'postgresql://staka:hunter-two@127.0.0.1:9/staka' },
      /^La base de données postgresql:\/\/127\.0\.0\.1:9\/staka est injoignable(?!.*hunter-two).*$/,
    ));

  test('when migrations are pending in production, and names the command', () =>
    refuses({ NODE_ENV: 'production' }, /^La base attend des migrations .*bin\/staka migrate.*$/m));
});

function smallDiskMissing(): string | false {
  const trial = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', '/mnt']);
  return trial.status === 0 ? false : 'this machine does not let a test mount a small disk';
}

async function openConnection(url: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}
