import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { ConfigError, loadConfig } from './config.ts';
import { configurationDocuments } from './document.ts';
import { type Environment, readEnvironment } from './env.ts';
import { PROJECT_ROOT } from './variables.ts';

describe('configuration', () => {
  test('needs nothing: a development on this machine, with everything in ./data', () => {
    const { config, secrets, warnings } = loadConfig({});
    assert.equal(config.environment, 'development');
    assert.deepEqual([config.host, config.port, config.publicUrl], ['127.0.0.1', 3001, 'http://localhost:3001']);
    assert.equal(secrets.databaseUrl, `file:${join(PROJECT_ROOT, 'data', 'staka.db')}`);
    assert.deepEqual(warnings, []);
  });

  test('says everything that is wrong at once, by name, with what it should be', () => {
    const problems = problemsOf({ PORT: 'eighty', LOG_LEVEL: 'loud', SESSION_DAYS: '0', DATABASE_URL: 'oracle://x/y' });
    assert.deepEqual(
      problems.map(({ en }) => en),
      [
        'PORT must be a whole number from 0 to 65535, not “eighty”.',
        'DATABASE_URL must be an address `file:…` or `postgresql://…` or `postgres://…` or `mysql://…`.',
        'SESSION_DAYS must be a whole number from 1 to 365, not “0”.',
        'LOG_LEVEL must be one of `trace`, `debug`, `info`, `warn`, `error`, `fatal`, `silent`, not “loud”.',
      ],
    );
  });

  test('does not repeat a secret that is wrong', () => {
    const problems = problemsOf({ DATABASE_URL: 'oracle://staka:hunter-two@db', SMTP_URL: 'hunter-two' });
    assert.equal(problems.length, 2);
    assert.doesNotMatch(JSON.stringify(problems), /hunter-two/);
  });

  test('refuses an open host as long as nobody said what it is for', () => {
    assert.match(problemsOf({ HOST: '0.0.0.0' })[0]?.en ?? '', /^NODE_ENV must be written/);
    assert.equal(loadConfig({ HOST: '0.0.0.0', NODE_ENV: 'production' }).config.host, '0.0.0.0');
    for (const HOST of ['localhost', '127.0.0.2', '::1', '[::1]']) assert.ok(loadConfig({ HOST }));
  });

  test('wants DIRECT_URL to be the same kind of database', () => {
    const problems = problemsOf({ DATABASE_URL: 'postgres://localhost/a', DIRECT_URL: 'mysql://localhost/a' });
    assert.match(
      problems[0]?.en ?? '',
      /^DIRECT_URL must be a database of the same kind as DATABASE_URL \(postgresql\)/,
    );
  });

  test('knows the database by its address', () => {
    const providers = ['file:x.db', 'postgresql://h/d?schema=s', 'postgres://h/d', 'mysql://u@h/d'].map(
      (DATABASE_URL) => loadConfig({ DATABASE_URL }).config.databaseProvider,
    );
    assert.deepEqual(providers, ['sqlite', 'postgresql', 'postgresql', 'mysql']);
  });

  test('takes a relative path from the root of the project, wherever it is started from', () => {
    const { config, secrets } = loadConfig({ DATA_DIR: 'elsewhere', DATABASE_URL: 'file:./x/y.db' });
    assert.equal(config.dataDir, join(PROJECT_ROOT, 'elsewhere'));
    assert.equal(secrets.databaseUrl, `file:${join(PROJECT_ROOT, 'x', 'y.db')}`);
  });

  test('reads which proxies to believe, and never all of them', () => {
    const read = (TRUST_PROXY: string) => loadConfig({ TRUST_PROXY }).config.trustProxy;
    assert.deepEqual([read('false'), read('1'), read('loopback, 10.0.0.0/8')], [false, 1, ['loopback', '10.0.0.0/8']]);
    assert.equal(problemsOf({ TRUST_PROXY: 'true' }).length, 1);
  });

  test('warns of what is set and not used yet, and of what production will miss', () => {
    const { warnings } = loadConfig({ NODE_ENV: 'production', S3_BUCKET: 'livres' });
    assert.deepEqual(
      warnings.map(({ en }) => en.split(' ')[0]),
      ['S3_BUCKET', 'PUBLIC_URL', 'SMTP_URL'],
    );
  });

  test('never prints a secret', () => {
    const { secrets } = loadConfig({ DATABASE_URL: 'postgres://staka:hunter-two@db/staka' });
    assert.match(secrets.databaseUrl, /hunter-two/);
    const printed = [`${secrets}`, JSON.stringify({ secrets }), inspect({ secrets }), String(Object.values(secrets))];
    assert.doesNotMatch(printed.join(), /hunter-two/);
  });
});

describe('the file .env', () => {
  test('is read, the environment wins, and what is empty counts as absent', () => {
    const folder = mkdtempSync(join(tmpdir(), 'staka-env-'));
    const file = join(folder, '.env');
    writeFileSync(file, 'PORT=4000\nLOG_LEVEL="warn" # quiet\nHOST=\nMAIL_FROM=\'Staka <a@example.com>\'\n');
    const environment = readEnvironment({ file, process: { PORT: '5000', LOG_LEVEL: '' } });
    rmSync(folder, { recursive: true });
    assert.deepEqual(environment, { PORT: '5000', LOG_LEVEL: 'warn', MAIL_FROM: 'Staka <a@example.com>' });
  });

  test('need not be there', () => {
    assert.deepEqual(readEnvironment({ file: '/nowhere/.env', process: { PORT: '1' } }), { PORT: '1' });
  });
});

for (const { path, content } of configurationDocuments())
  test(`${path.slice(PROJECT_ROOT.length + 1)} says what the code does (else: npm run config:document)`, () => {
    assert.equal(readFileSync(path, 'utf8'), content);
  });

function problemsOf(environment: Environment): ConfigError['problems'] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
