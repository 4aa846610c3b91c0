import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import { isSupported } from './checks/versions.ts';
import { aPatient, assertRed, findingOf } from './patient.fixture.ts';

const CLOSED_PORT = 9;
const DAY_MS = 86_400_000;

const [NOW, LONG_AGO] = [new Date(), new Date(Date.now() - 2 * DAY_MS)];
/** `2026-11-21 09:30:00`, in the time of this machine, or another order of the same. */
const stamp = (moment: Date, mark = '-') =>
  `${moment.toLocaleDateString('sv').replaceAll('-', mark)} ${moment.toLocaleTimeString('sv')}`;
const utc = (moment: Date) => `${moment.toISOString().slice(0, 23).replace('T', ' ')} UTC`;
const apache = (moment: Date) => {
  const [weekday, month, day, year] = moment.toDateString().split(' ');
  return `[${weekday} ${month} ${day} ${moment.toLocaleTimeString('sv')}.123456 ${year}]`;
};
/** What is examined, where, what is no trouble, and what is. */
const LOGS: readonly [string, string, Record<string, string>, string[], string][] = [
  [
    'database-log',
    'postgresql/postgresql-15-main.log',
    { DATABASE_URL: 'postgresql://staka@127.0.0.1:9/staka' },
    [
      `${utc(LONG_AGO)} [1] PANIC:  could not write to file`,
      `${utc(NOW)} [2] LOG:  checkpoint complete`,
      `${utc(NOW)} [3] FATAL:  terminating connection due to administrator command`,
    ],
    `${utc(NOW)} [4] ERROR:  could not extend file "base/1/2": No space left on device`,
  ],
  [
    'database-log',
    'mysql/error.log',
    { DATABASE_URL: 'mysql://staka@localhost:9/staka' },
    [`${stamp(LONG_AGO)} 0 [ERROR] InnoDB: page corruption`, `${stamp(NOW)} 0 [Note] ready for connections`],
    `${stamp(NOW)} 0 [ERROR] InnoDB: Cannot write to the doublewrite buffer`,
  ],
  [
    'proxy-log',
    'nginx/error.log',
    {},
    [
      `${stamp(LONG_AGO, '/')} [error] 7#7: connect() failed, upstream: "http://127.0.0.1:4143/"`,
      `${stamp(NOW, '/')} [error] 7#7: connect() failed, upstream: "http://127.0.0.1:8080/"`,
    ],
    `${stamp(NOW, '/')} [error] 7#7: connect() failed (111: Connection refused), upstream: "http://127.0.0.1:4143/"`,
  ],
  [
    'proxy-log',
    'apache2/error.log',
    {},
    [`${apache(NOW)} [core:error] [pid 7] file is missing`],
    `${apache(NOW)} [proxy:error] [pid 7] AH00957: attempt to connect to 127.0.0.1:4143 failed`,
  ],
];

test('an older Node', async () => {
  await using sick = await aPatient({}, { nodeVersion: 'v20.1.0' });
  await assertRed('node', sick.patient, { found: /v20\.1\.0/, cure: /npm start/ });
  await using well = await aPatient();
  assert.equal((await findingOf('node', well.patient)).state, 'green');
});

test('a production whose links lead nowhere', async () => {
  await using sick = await aPatient({ NODE_ENV: 'production' });
  await assertRed('configuration', sick.patient, { found: /PUBLIC_URL is not set/, cure: /\.env/ });
});

test('a web application that nobody built', async () => {
  await using sick = await aPatient();
  await assertRed('web', sick.patient, { found: /not built/, cure: /npm run build/ });
  await writeFile(join(sick.folder, 'index.html'), '');
  assert.equal((await findingOf('web', sick.patient)).state, 'green');
});

test('a data folder that is none', async () => {
  await using sick = await aPatient();
  const file = join(sick.folder, 'file');
  await writeFile(file, '');
  await using other = await aPatient({ DATA_DIR: file });
  await assertRed('data-folder', other.patient, { found: /ENOTDIR/, cure: /sudo chown/ });
  assert.equal((await findingOf('data-folder', sick.patient)).state, 'green');
});

test('a disk without room', async () => {
  await using sick = await aPatient({ DATA_DIR: '/proc' });
  await assertRed('disk', sick.patient, { found: /^\d+ B free/, cure: /^du / });
});

test('secrets that others can read', async () => {
  await using sick = await aPatient();
  await writeFile(join(sick.folder, '.env'), '', { mode: 0o600 });
  assert.equal((await findingOf('permissions', sick.patient)).state, 'green');
  await writeFile(join(sick.folder, 'secret.key'), '', { mode: 0o644 });
  await assertRed('permissions', sick.patient, { found: /secret\.key/, cure: /^chmod 600 '.*secret\.key'$/ });
});

test('a port that something else holds, or a Staka that cannot work', async () => {
  for (const [status, body, found] of [
    [200, 'hello', /held by something other than Staka/],
    [503, '{"code":"HEALTH_FAILING"}', /answers 503 .*HEALTH_FAILING/],
  ] as const) {
    const server = createServer((_request, response) => response.writeHead(status).end(body));
    const port = await listening(server);
    await using sick = await aPatient({ PORT: String(port) });
    await assertRed('port', sick.patient, { found, cure: /npm start|ss -ltnp/ });
    server.close();
  }
});

test('errors in the log of the last day, and not those before', async () => {
  await using sick = await aPatient();
  await mkdir(join(sick.folder, 'logs'));
  const line = (level: string, time: Date, msg: string) => JSON.stringify({ level, time, msg });
  const [now, before] = [new Date(), new Date(Date.now() - 2 * DAY_MS)];
  const lines = [line('error', before, 'long ago'), line('info', now, 'all is well')];
  await writeFile(join(sick.folder, 'logs', 'staka.log'), lines.join('\n'));
  assert.equal((await findingOf('logs', sick.patient)).state, 'green');
  await writeFile(join(sick.folder, 'logs', 'staka.log'), [...lines, line('fatal', now, 'it broke')].join('\n'));
  await assertRed('logs', sick.patient, { found: /^errors: 1, the last: it broke$/, cure: /^grep / });
});

test('trouble in the logs of the database server and of the proxy, of the last day and of this installation', async () => {
  const production = { NODE_ENV: 'production', PORT: '4143' };
  for (const [name, file, environment, calm, trouble] of LOGS) {
    await using sick = await aPatient({ ...environment, ...(name === 'proxy-log' ? production : {}) });
    assert.equal((await findingOf(name, sick.patient)).state, 'skipped');
    const path = join(sick.folder, 'var-log', file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${calm.join('\n')}\n`);
    assert.equal((await findingOf(name, sick.patient)).state, 'green', file);
    await writeFile(path, `${[...calm, trouble].join('\n')}\n`);
    await assertRed(name, sick.patient, { found: /^errors: 1, the last: /, cure: /^sudo tail -n 50 '.*log'$/ });
  }
});

test('a server that holds too much memory, and none where none runs', async () => {
  await using quiet = await aPatient({ PORT: String(CLOSED_PORT) });
  assert.equal((await findingOf('memory', quiet.patient)).state, 'skipped');
  const server = createServer();
  const port = await listening(server);
  await using sick = await aPatient({ PORT: String(port) }, { mostMemoryBytes: 1024 ** 2 });
  await assertRed('memory', sick.patient, { found: /MiB$/, cure: /restart/ });
  server.close();
});

test('mail, Redis and sign-in services that do not answer', async () => {
  await using sick = await aPatient({
    SMTP_URL: `smtp://somebody:secret@127.0.0.1:${CLOSED_PORT}`,
    REDIS_URL: `redis://127.0.0.1:${CLOSED_PORT}`,
    CLERK_ISSUER: `http://127.0.0.1:${CLOSED_PORT}`,
  });
  await assertRed('mail', sick.patient, { found: /ECONNREFUSED/, cure: /SMTP_URL/ });
  await assertRed('redis', sick.patient, { found: /ECONNREFUSED/, cure: /redis/ });
  await assertRed('sign-in', sick.patient, { found: /^Clerk: /, cure: /^curl / });
  await using quiet = await aPatient({ NODE_ENV: 'production' });
  await assertRed('mail', quiet.patient, { found: /SMTP_URL is not set/, cure: /SMTP_URL/ });
});

test('a certificate that ends soon', async () => {
  await using sick = await aPatient();
  const [key, cert] = [join(sick.folder, 'key.pem'), join(sick.folder, 'cert.pem')];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '3'];
  spawnSync('openssl', [...made, '-subj', '/CN=localhost', '-keyout', key, '-out', cert]);
  const server = createTlsServer({ key: await readFile(key), cert: await readFile(cert) });
  const port = await listening(server);
  await using https = await aPatient({ PUBLIC_URL: `https://localhost:${port}` });
  await assertRed('certificate', https.patient, { found: /^2 days left$/, cure: /certbot renew/ });
  server.close();
});

test('a backup that is missing or old', async () => {
  await using sick = await aPatient({ NODE_ENV: 'production' });
  await assertRed('backup', sick.patient, { found: /^none$/, cure: /bin\/staka backup/ });
  const backup = (name: string) => writeFile(join(sick.folder, 'backups', `staka-${name}.tar.zst`), '');
  await mkdir(join(sick.folder, 'backups'));
  await backup('20260102T030405678Z-sqlite');
  await backup('20260105T030405678Z-sqlite-user_sessions');
  const then = { ...sick.patient, now: () => new Date('2026-01-03T00:00:00Z') };
  assert.equal((await findingOf('backup', then)).state, 'green');
  await assertRed('backup', sick.patient, { found: /^2026-01-02/, cure: /bin\/staka backup/ });
});

test('versions of databases that are too old', () => {
  for (const version of ['PostgreSQL 14.9', 'MariaDB 10.6.1-MariaDB', 'SQLite 3.40.1', 'MySQL 8.0.36']) {
    const provider = version.startsWith('P') ? 'postgresql' : version.startsWith('S') ? 'sqlite' : 'mysql';
    assert.equal(isSupported(provider, version), false, version);
  }
  assert.ok(isSupported('postgresql', 'PostgreSQL 15.4 (Debian)') && isSupported('mysql', 'MariaDB 11.4.2-MariaDB'));
  assert.ok(isSupported('mysql', 'MySQL 8.4.0') && isSupported('sqlite', 'SQLite 3.53.0'));
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // it listens on a port
}
