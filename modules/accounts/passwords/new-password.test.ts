import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPassword } from './new-password.ts';

const JEAN = { prenom: 'Jean-Noël', nom: 'de La Tour', email: 'jn.dupré84@example.com' };
const allowed = (typed: string, person = JEAN) => newPassword(typed, { langue: 'fr', person });
const codeOf = (typed: string, person = JEAN) =>
  allowed(typed, person).then(
    () => 'allowed',
    ({ code }: { code: string }) => code,
  );

test('a password has 8 to 72 bytes, of whatever characters', async () => {
  assert.equal(await codeOf('7 octet'), 'ACCOUNT_PASSWORD_TOO_SHORT');
  assert.equal(await codeOf('é'.repeat(37)), 'ACCOUNT_PASSWORD_TOO_LONG');
  for (const good of ['é'.repeat(36), 'quatre mots sans lien', '🌊🍋🎻', '   zinc   plume'])
    assert.equal(await codeOf(good), 'allowed', good);
});

test('what is tried first is refused, however it is written', async () => {
  for (const common of ['password', 'PassWord', 'azertyuiop', '12345678', 'motdepasse', 'admin123', 'p@ssw0rd'])
    assert.equal(await codeOf(common), 'ACCOUNT_PASSWORD_COMMON', common);
});

test('what is made of the words of this house and its trade is refused, and what only has one of them is not', async () => {
  for (const word of ['Staka2026!', 'staka-livres', 'Éditions.Staka', 'correcteur1', 'administrateur', 'mon livre 12'])
    assert.equal(await codeOf(word), 'ACCOUNT_PASSWORD_COMMON', word);
  for (const good of ['staka sous la tonnelle', 'un livre de plumes bleues'])
    assert.equal(await codeOf(good), 'allowed', good);
});

test('a password that is long enough is taken and used as it was typed, spaces and capitals too', async () => {
  for (const typed of ['x'.repeat(64), '  Deux Espaces Devant, Et Des MAJUSCULES  '])
    assert.equal(await allowed(typed), typed);
});

test('what holds the name or the address is refused, without regard to accents and capitals', async () => {
  for (const own of ['JEANetlesautres', 'un Noël sans neige', 'La tour d’ivoire', 'dupre et compagnie'])
    assert.equal(await codeOf(own), 'ACCOUNT_PASSWORD_HOLDS_NAME', own);
});

test('a short name counts only where it stands alone', async () => {
  const lea = { prenom: 'Léa', nom: 'Li', email: 'l.li@example.com' };
  assert.equal(await codeOf('lea et la pluie', lea), 'ACCOUNT_PASSWORD_HOLDS_NAME');
  assert.equal(await codeOf('pleasant rain', lea), 'allowed');
  assert.equal(await codeOf('lire et relire', lea), 'allowed');
});

test('a refusal names its field, in the language of the reader', async () => {
  await assert.rejects(allowed('password'), ({ extras }: { extras: { errors: object[] } }) => {
    assert.match(JSON.stringify(extras.errors), /"field":"password".*essaie en premier/);
    return true;
  });
});
