import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { writeLetter } from '#platform/mail/write-letter.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { createAccount, tokenIn } from '../factory.ts';
import { ACCOUNT_LETTERS } from './letters.ts';
import { SECURITY_LETTERS } from './security-letters.ts';

const URLS = { login: 'https://staka.example/login', forgotten: 'https://staka.example/forgot-password' };
const URL = 'https://staka.example/x?token=t';

for (const langue of ['fr', 'en'] as const) {
  const { greeting, ...letters } = ACCOUNT_LETTERS[langue];
  const security = SECURITY_LETTERS[langue];
  const all = {
    confirmation: letters.confirmation(URL),
    alreadyKnown: letters.alreadyKnown(URLS),
    invitation: letters.invitation({ url: URL, invitedBy: 'Alice Martin', email: 'jean@example.com' }),
    'invitation by nobody': letters.invitation({ url: URL, invitedBy: null, email: 'jean@example.com' }),
    passwordReset: letters.passwordReset(URL),
    newDevice: security.newDevice({ device: null, ip: '192.0.2.1', when: 'hier' }, URL),
    passwordChanged: security.passwordChanged(URL),
    secondFactorChanged: security.secondFactorChanged(URL),
    serviceLinked: security.serviceLinked('Google', URL),
    emailChanged: security.emailChanged(URL),
    confirmFrom: security.confirmFrom('jean@example.com', URL),
    confirmTo: security.confirmTo('jean@example.com', URL),
  };
  for (const [name, words] of Object.entries(all))
    test(`the letter “${name}” in ${langue} has a subject, something to do, and nothing left out`, () => {
      const { subject, text } = writeLetter({ ...words, langue, greeting: greeting('Jean') });
      assert.ok(subject.length > 5 && text.includes(words.action?.url ?? 'no action'));
      assert.doesNotMatch(text, /undefined|null|\[object|\{\w+\}/);
      if (langue === 'fr') assert.doesNotMatch(text, /[^\s\u202f]\s?[ ][:;!?](\s|$)|'/, 'French typography');
    });

  for (const words of [security.emailIsNow('jean@example.com'), security.emailAsked()])
    test(`the letter “${words.subject}” in ${langue} holds no link`, () => {
      assert.doesNotMatch(writeLetter({ ...words, langue, greeting: greeting('Jean') }).text, /https?:/);
    });

  test(`whoever has no name is greeted in ${langue} without one`, () => assert.match(greeting(''), /^\w+,$/));
}

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  test('a letter that could not be sent is sent later, with the same key and a link that works', async () => {
    const { email } = await createAccount(database.db);
    const send = app.context.mail.send;
    const keys: string[] = [];
    app.context.mail.send = async ({ key }) => {
      keys.push(key);
      throw new Error('the server for letters is away');
    };
    await app.call({ method: 'POST', url: '/api/auth/request-password-reset', body: { email } });
    assert.equal(
      (await app.letters()).find(({ to }) => to === email),
      undefined,
    );
    app.context.mail.send = send;
    await database.db
      .updateTable('outbox_events')
      .set({ availableAt: new Date(0) })
      .execute();
    const letter = (await app.letters()).find(({ to }) => to === email);
    assert.equal(letter?.key, keys[0]);
    const body = { token: tokenIn(letter), password: 'une autre phrase' };
    assert.equal((await app.call({ method: 'POST', url: '/api/auth/reset-password', body })).status, 200);
  });
});
