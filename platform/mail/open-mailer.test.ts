import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '#platform/config/config.ts';
import { createLog } from '#platform/log.ts';
import { openMailer } from './open-mailer.ts';

test('nothing is sent to an address that stands for none, and a letter to anybody else is not lost', async () => {
  const { config, secrets } = loadConfig({ NODE_ENV: 'production' });
  const mailer = await openMailer({ config, secrets, log: createLog('silent', { write: () => {} }) });
  const letter = { subject: 'Bonjour', text: 'Bonjour', key: 'x' };
  await mailer.send({ ...letter, to: 'clerk-0@clerk.invalid' });
  await assert.rejects(mailer.send({ ...letter, to: 'anne@example.com' }), { code: 'MAIL_NOT_CONFIGURED' });
  await mailer.close();
});
