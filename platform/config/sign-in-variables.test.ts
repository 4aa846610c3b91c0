import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from './config.ts';

const GOOGLE = {
  name: 'google',
  label: 'Google',
  issuer: 'https://accounts.google.com',
  clientId: 'staka',
  clientSecret: 'hunter-two',
};

test('the secrets of providers are kept apart from what is said of them', () => {
  const { config, secrets } = loadConfig({ OIDC_PROVIDERS: JSON.stringify([GOOGLE]) });
  const { clientSecret, ...said } = GOOGLE;
  assert.deepEqual(config.oidcProviders, [said]);
  assert.equal(secrets.oidcClientSecrets.get('google'), clientSecret);
});

for (const [what, providers] of [
  ['no list', GOOGLE],
  ['two of one name', [GOOGLE, GOOGLE]],
  ['the name that Clerk’s identities have', [{ ...GOOGLE, name: 'clerk' }]],
  ['a name that is no part of an address', [{ ...GOOGLE, name: '../x' }]],
  ['no secret', [{ ...GOOGLE, clientSecret: '' }]],
  ['an issuer in the clear', [{ ...GOOGLE, issuer: 'http://accounts.example' }]],
] as const)
  test(`providers with ${what} are refused, without a word of their secrets`, () =>
    assert.throws(
      () => loadConfig({ OIDC_PROVIDERS: JSON.stringify(providers) }),
      (error) => error instanceof Error && /OIDC_PROVIDERS/.test(error.message) && !/hunter-two/.test(error.message),
    ));

test('a provider on this machine may be asked in the clear', () =>
  assert.ok(loadConfig({ OIDC_PROVIDERS: JSON.stringify([{ ...GOOGLE, issuer: 'http://127.0.0.1:4000' }]) })));

test('several secrets of a webhook are separated by commas or spaces', () => {
  const [one, two] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'];
  for (const CLERK_WEBHOOK_SECRET of [`${one},${two}`, `${one} ${two}`, ` ${one}, ${two} `])
    assert.deepEqual(loadConfig({ CLERK_WEBHOOK_SECRET }).secrets.clerkWebhookSecrets, [one, two]);
  assert.throws(() => loadConfig({ CLERK_WEBHOOK_SECRET: 'secret' }), /CLERK_WEBHOOK_SECRET/);
});

test('the texts that people agree to are pages over HTTPS, or of this site', () => {
  const { config } = loadConfig({ TERMS_URL: 'https://staka.example/cgu', PRIVACY_URL: '/pages/vie-privee' });
  assert.deepEqual([config.termsUrl, config.privacyUrl], ['https://staka.example/cgu', '/pages/vie-privee']);
  for (const TERMS_URL of ['http://staka.example', '//staka.example', '/\\staka.example', 'cgu', 'javascript:alert(1)'])
    assert.throws(() => loadConfig({ TERMS_URL }), /TERMS_URL/, TERMS_URL);
});

test('nothing of it is needed', () => {
  const { config, secrets } = loadConfig({});
  assert.deepEqual([config.oidcProviders, config.clerkIssuer, config.mentorApproval], [[], null, 'required']);
  assert.deepEqual([config.termsUrl, config.privacyUrl], [null, null]);
  assert.deepEqual([secrets.clerkWebhookSecrets, secrets.clerkSecretKey], [[], null]);
});
