import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { letterId } from './mailer.ts';
import { openMailer } from './open-mailer.ts';

const LETTER = { to: 'jean@example.com', subject: 'Bonjour', text: 'Bonjour Jean', key: 'event-1:send' };

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
    await (await openMailer(app.context)).send(LETTER);
  });

  test('the letters kept in development are read by the API', async () => {
    const { body } = await app.call({ url: '/api/dev/mails' });
    assert.deepEqual(
      body.items.map(({ to, subject, text }: typeof LETTER) => [to, subject, text]),
      [['jean@example.com', 'Bonjour', 'Bonjour Jean']],
    );
    const one = await app.call({ url: `/api/dev/mails/${letterId(LETTER.key)}` });
    assert.deepEqual(one.body, body.items[0]);
    assert.equal((await app.call({ url: '/api/dev/mails/nothing' })).status, 404);
  });

  test('in production there is no such address', async () => {
    const production = await startTestApp(database, { environment: 'production', dataDir: app.context.config.dataDir });
    for (const url of ['/api/dev/mails', `/api/dev/mails/${letterId(LETTER.key)}`])
      assert.equal((await production.call({ url })).status, 404);
  });
});
