import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { createLog } from '#platform/log.ts';
import type { Letter, Mailer } from './mailer.ts';
import { openMailer } from './open-mailer.ts';

const LETTER: Letter = {
  to: 'jean@example.com',
  subject: 'Élodie vous écrit',
  text: 'Bonjour Jean,\n\nhttp://localhost:3001/confirm-email?token=secret\n',
  html: '<p>Bonjour Jean,</p>',
  key: 'event-1:send',
};

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

let server: SMTPServer;
let received: Received[];
let refuse: { code: number; message: string } | null;
let lines: string[];
let mailer: Mailer;

beforeEach(async () => {
  received = [];
  lines = [];
  refuse = null;
  server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'staka' && password === 'mot de passe' ? done(null, { user: username }) : done(new Error('no')),
    onData: (stream, { envelope }, done) => {
      stream.setEncoding('utf8');
      stream.toArray().then((chunks) => {
        if (refuse) return done(Object.assign(new Error(refuse.message), { responseCode: refuse.code }));
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw: chunks.join('') });
        done();
      }, done);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  mailer = await mailerFor(`smtp://staka:mot%20de%20passe@127.0.0.1:${(server.server.address() as AddressInfo).port}`); // it listens on a port
});

afterEach(async () => {
  await mailer.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

function mailerFor(smtpUrl: string): Promise<Mailer> {
  return openMailer({
    config: {
      environment: 'production',
      dataDir: '/nowhere',
      mailFrom: 'Staka <noreply@staka.example>',
      publicUrl: 'https://staka.example',
    },
    secrets: { smtpUrl },
    log: createLog('debug', { write: (line: string) => void lines.push(line) }),
  });
}

test('a letter arrives whole, from the address of the configuration', async () => {
  await mailer.send(LETTER);
  const [letter] = received;
  assert.deepEqual([letter?.from, letter?.to], ['noreply@staka.example', ['jean@example.com']]);
  assert.match(letter?.raw ?? '', /^From: Staka <noreply@staka\.example>\r$/m);
  assert.match(letter?.raw ?? '', /^Auto-Submitted: auto-generated\r$/m);
  assert.match(letter?.raw ?? '', /^Content-Type: multipart\/alternative/m);
});

test('a repeat is known by its Message-ID, and another letter has another', async () => {
  await mailer.send(LETTER);
  await mailer.send(LETTER);
  await mailer.send({ ...LETTER, key: 'event-2:send' });
  const [first, repeat, other] = received.map(({ raw }) => /^Message-ID: (<\w+@staka\.example>)/m.exec(raw)?.[1]);
  assert.ok(first);
  assert.equal(repeat, first);
  assert.notEqual(other, first);
});

test('a server that refuses is a failure to try again, not a letter lost', async () => {
  refuse = { code: 451, message: 'Try again later' };
  await assert.rejects(mailer.send(LETTER), /Try again later/);
  refuse = null;
  await mailer.send(LETTER);
  assert.equal(received.length, 1);
});

test('a server that is not there is a failure', async () => {
  const nobody = await mailerFor('smtp://127.0.0.1:1');
  await assert.rejects(nobody.send(LETTER), { code: 'ESOCKET' });
  await nobody.close();
});

test('a wrong password for the server is a failure, and is not logged', async () => {
  const port = (server.server.address() as AddressInfo).port; // it listens on a port
  const wrong = await mailerFor(`smtp://staka:motdepassefaux@127.0.0.1:${port}`);
  await assert.rejects(wrong.send(LETTER), { code: 'EAUTH' });
  assert.doesNotMatch(lines.join(''), /motdepassefaux/);
  await wrong.close();
});

test('nothing that is typed begins a header or adds a reader', async () => {
  await mailer.send({ ...LETTER, subject: 'Bonjour\r\nBcc: autre@example.com' });
  await mailer.send({ ...LETTER, to: 'jean@example.com, autre@example.com' }).catch(() => {});
  assert.deepEqual(received[0]?.to, ['jean@example.com']);
  assert.doesNotMatch(received[0]?.raw ?? '', /^Bcc:/m);
  assert.ok(!received.some(({ to }) => to.includes('autre@example.com')));
});

test('the log tells that a letter left, and nothing of what it says or to whom', async () => {
  await mailer.send(LETTER);
  assert.match(lines.join(''), /letter sent/);
  assert.doesNotMatch(lines.join(''), /secret|jean@example|Élodie/);
});

test('a text with accents is read back as it was written', async () => {
  await mailer.send({ ...LETTER, text: 'Déjà reçu\u202f: « œuvre »', subject: 'Reçu' });
  const encoded = /Content-Transfer-Encoding: quoted-printable\r\n\r\n([\s\S]*?)\r\n--/.exec(
    received[0]?.raw ?? '',
  )?.[1];
  const bytes = (encoded ?? '')
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  assert.equal(Buffer.from(bytes, 'latin1').toString('utf8').trim(), 'Déjà reçu\u202f: « œuvre »');
});
