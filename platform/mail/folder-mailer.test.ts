import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { createLog } from '#platform/log.ts';
import { readLetter, readLetters } from './folder-mailer.ts';
import { type Letter, letterId } from './mailer.ts';
import { mailFolder, openMailer } from './open-mailer.ts';

const LETTER: Letter = { to: 'jean@example.com', subject: 'Bonjour', text: '?token=secret', key: 'event-1:send' };

let dataDir: string;
let lines: string[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'staka-mail-'));
  lines = [];
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

function mailerIn(environment: 'development' | 'production') {
  return openMailer({
    config: { environment, dataDir, mailFrom: 'a@example.com', publicUrl: 'http://localhost:3001' },
    secrets: { smtpUrl: null },
    log: createLog('debug', { write: (line: string) => void lines.push(line) }),
  });
}

test('in development a letter is kept, and read back newest first', async () => {
  const mailer = await mailerIn('development');
  await mailer.send(LETTER);
  await mailer.send({ ...LETTER, subject: 'Encore', html: '<p>Encore</p>', key: 'event-2:send' });
  const letters = await readLetters(mailFolder({ dataDir }));
  assert.deepEqual(
    letters.map(({ subject, html }) => [subject, html]),
    [
      ['Encore', '<p>Encore</p>'],
      ['Bonjour', null],
    ],
  );
  assert.equal((await readLetter(mailFolder({ dataDir }), letterId(LETTER.key)))?.text, LETTER.text);
});

test('a repeat takes the place of the letter it repeats', async () => {
  const mailer = await mailerIn('development');
  await mailer.send(LETTER);
  await mailer.send(LETTER);
  assert.deepEqual(await readdir(mailFolder({ dataDir })), [`${letterId(LETTER.key)}.json`]);
});

test('a letter is for its owner to read on the disk, and its link is not in the log', async () => {
  await (await mailerIn('development')).send(LETTER);
  const file = await stat(join(mailFolder({ dataDir }), `${letterId(LETTER.key)}.json`));
  assert.equal(file.mode & 0o077, 0);
  assert.match(lines.join(''), /letter kept/);
  assert.doesNotMatch(lines.join(''), /secret/);
});

test('there are no letters where none was written', async () => {
  assert.deepEqual(await readLetters(mailFolder({ dataDir })), []);
  assert.equal(await readLetter(mailFolder({ dataDir }), letterId('x')), null);
});

test('no name leads out of the folder', async () => {
  await writeFile(join(dataDir, 'secret.json'), '{}');
  assert.equal(await readLetter(mailFolder({ dataDir }), '../secret'), null);
});

test('production without a server for letters keeps them waiting, and writes no file', async () => {
  const mailer = await mailerIn('production');
  await assert.rejects(mailer.send(LETTER), { code: 'MAIL_NOT_CONFIGURED' });
  assert.deepEqual(await readdir(dataDir), []);
});
