import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { hash } from '@node-rs/bcrypt';
import { newPassword } from './new-password.ts';
import { hashPassword, isWeakHash, verifyPassword } from './password-hash.ts';

const WORK = { passwordRounds: 12 };
const quick = (password: string, version: '2a' | '2b' | '2y' = '2b') => hash(password, { cost: 4, version });

for (const version of ['2a', '2b', '2y'] as const)
  test(`a hash that begins with $${version}$ is verified`, async () => {
    const stored = await quick('admin123', version);
    assert.ok(stored.startsWith(`$${version}$`));
    assert.deepEqual(
      [await verifyPassword('admin123', stored, WORK), await verifyPassword('admin124', stored, WORK)],
      [true, false],
    );
  });

test('what is no hash is nobody’s password', async () => {
  for (const stored of ['', 'admin123', '$2b$', null, undefined])
    assert.equal(await verifyPassword('admin123', stored, WORK), false);
});

const allowed = (typed: string) => newPassword(typed, { langue: 'fr', person: { prenom: '', nom: '', email: '' } });

test('a password is hashed with twelve rounds, and never twice alike', async () => {
  const password = await allowed('une phrase secrète');
  const [one, two] = [await hashPassword(password, WORK), await hashPassword(password, WORK)];
  assert.match(one, /^\$2b\$12\$/);
  assert.notEqual(one, two);
  assert.deepEqual([isWeakHash(one, WORK), isWeakHash(await quick('x'), WORK)], [false, true]);
});

test('everything else goes on while a password is hashed', async () => {
  let isDone = false;
  const hashing = hashPassword(await allowed('une phrase secrète'), WORK).finally(() => {
    isDone = true;
  });
  let turns = 0;
  for (; !isDone; turns += 1) await setImmediate();
  await hashing;
  assert.ok(turns > 50, `${turns} turns of the event loop`);
});

test('a crowd is answered in turn, and whoever would wait too long is told so', async () => {
  const stored = await quick('admin123');
  const settled = await Promise.allSettled(Array.from({ length: 100 }, () => verifyPassword('admin123', stored, WORK)));
  const refused = settled.filter((outcome) => outcome.status === 'rejected');
  assert.ok(refused.length >= 30 && refused.every(({ reason }) => reason.code === 'SERVICE_UNAVAILABLE'));
  assert.equal(await verifyPassword('admin123', stored, WORK), true);
});
