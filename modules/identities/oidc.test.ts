import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createAccount, TEST_PASSWORD, tokenIn } from '#modules/accounts/factory.ts';
import { aPasskey } from '#modules/second-factors/factory.ts';
import { startTestApp, type TestAnswer, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { CLIENT_ID, CLIENT_SECRET, type FakeOidcProvider, startFakeOidcProvider } from '#test/fakes/oidc-provider.ts';

const ANNE = {
  sub: 'personne-1',
  email: 'Anne@Example.com',
  email_verified: true,
  given_name: 'Anne',
  family_name: 'Roy',
};

eachDatabase((database) => {
  let app: TestApp;
  let provider: FakeOidcProvider;
  before(async () => {
    provider = await startFakeOidcProvider();
    const one = { issuer: provider.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
    const away = { ...one, name: 'absent', label: 'Absent', issuer: 'http://127.0.0.1:9' };
    const other = { ...one, name: 'autre', label: 'Autre', issuer: `${provider.issuer}/other` };
    const OIDC_PROVIDERS = JSON.stringify([{ ...one, name: 'atelier', label: 'L’Atelier' }, away, other]);
    app = await startTestApp(database, {}, { OIDC_PROVIDERS });
  });
  after(() => provider.close());
  beforeEach(() => Object.assign(provider, { person: ANNE, fault: {}, agrees: true }));

  const post = (url: string, options: Partial<Parameters<TestApp['call']>[0]> = {}) =>
    app.call({ method: 'POST', url, body: {}, ...options });
  const people = () => database.db.selectFrom('users').selectAll().orderBy('id').execute();
  const identities = () => database.db.selectFrom('identities').selectAll().execute();

  /** Leaves for the provider, and is sent back. */
  async function leave(begun: TestAnswer): Promise<{ cookie: string; back: string }> {
    assert.equal(begun.status, 200, begun.text);
    const { pathname, search } = await provider.visit(begun.body.url);
    return { cookie: cookieIn(begun, 'staka_oidc'), back: pathname + search };
  }

  async function signIn(to?: string): Promise<TestAnswer> {
    const { cookie, back } = await leave(
      await post('/api/auth/oidc/atelier', { body: to === undefined ? {} : { to } }),
    );
    return app.call({ url: back, headers: { cookie } });
  }

  async function link(person: TestPerson): Promise<TestAnswer> {
    const { cookie, back } = await leave(await post('/api/users/me/identities/atelier', { as: person }));
    return app.call({ url: back, headers: { cookie: `${cookie}; staka_session=${person.token}` } });
  }

  async function assertRefused(answer: TestAnswer, code: string): Promise<void> {
    assert.deepEqual([answer.status, answer.headers.location], [302, `/login?erreur=${code}`]);
    assert.doesNotMatch(String(answer.headers['set-cookie']), /staka_session/);
    assert.deepEqual(await database.db.selectFrom('user_sessions').select('id').execute(), []);
  }

  test('the door names what one may sign in with, and nothing of the configuration', async () => {
    const { body, text } = await app.call({ url: '/auth/oidc' });
    assert.deepEqual(body.items[0], { name: 'atelier', label: 'L’Atelier' });
    assert.ok(!text.includes(CLIENT_SECRET) && !text.includes(provider.issuer));
  });

  test('somebody new gets an account, their address verified, and a session', async () => {
    const answer = await signIn('/app/commandes?statut=EN_COURS');
    assert.deepEqual([answer.status, answer.headers.location], [302, '/app/commandes?statut=EN_COURS']);
    const me = await app.call({ url: '/auth/me', headers: { cookie: cookieIn(answer, 'staka_session') } });
    const { email, prenom, nom, role, emailVerifiedAt, onboardedAt } = me.body.user;
    assert.deepEqual([email, prenom, nom, role], ['anne@example.com', 'Anne', 'Roy', 'USER']);
    assert.ok(emailVerifiedAt !== null && onboardedAt === null);
  });

  test('whoever comes again is the same person, whatever their address is by then', async () => {
    await signIn();
    provider.person = { ...ANNE, email: 'autre@example.com' };
    await signIn();
    assert.equal((await people()).length, 1);
    assert.ok((await identities())[0]?.lastUsedAt);
  });

  test('an address that both sides have verified leads to its account', async () => {
    const { id } = await createAccount(database.db, { email: 'anne@example.com' });
    assert.equal((await signIn()).headers.location, '/app');
    assert.deepEqual(
      (await identities()).map(({ provider, subject, userId }) => [provider, subject, userId]),
      [['atelier', 'personne-1', id]],
    );
  });

  test('the owner of an account that another service opens from now on is told, and can undo it', async () => {
    const { email } = await createAccount(database.db, { email: 'anne@example.com' });
    await signIn();
    const letter = (await app.letters()).find(({ subject }) => subject.startsWith('Un autre service'));
    assert.equal(letter?.to, email);
    assert.match(letter.text, /L’Atelier/);
    assert.equal((await post('/api/auth/undo', { body: { token: tokenIn(letter) } })).status, 200);
    assert.deepEqual(await identities(), []);
  });

  test('an account whose address nobody has confirmed is not opened by another service', async () => {
    await createAccount(database.db, { email: 'anne@example.com', emailVerifiedAt: null });
    await assertRefused(await signIn(), 'OIDC_ACCOUNT_EXISTS');
    assert.deepEqual(await identities(), []);
  });

  for (const [why, email] of [
    ['somebody new', 'anne@example.com'],
    ['an account', 'deja@example.com'],
  ] as const)
    test(`an address that the service has not verified opens nothing: ${why}`, async () => {
      await createAccount(database.db, { email: 'deja@example.com' });
      provider.person = { ...ANNE, email, email_verified: false };
      const code = email === 'deja@example.com' ? 'OIDC_ACCOUNT_EXISTS' : 'OIDC_EMAIL_UNVERIFIED';
      await assertRefused(await signIn(), code);
      assert.deepEqual([(await people()).length, await identities()], [1, []]);
    });

  test('whoever has a second factor here is asked for it, and is not signed in before', async () => {
    const { id } = await createAccount(database.db, { email: 'anne@example.com' });
    await aPasskey(database.db, id);
    const { headers } = await signIn('/app/commandes');
    const { pathname, search, hash } = new URL(String(headers.location), 'http://localhost');
    assert.deepEqual([pathname, search], ['/login', '?to=%2Fapp%2Fcommandes']);
    assert.match(hash, /^#etape=[\w-]{43}&moyens=PASSKEY/i);
    assert.doesNotMatch(String(headers['set-cookie']), /staka_session/);
    assert.deepEqual(await database.db.selectFrom('user_sessions').select('id').execute(), []);
  });

  test('whoever is deactivated is refused', async () => {
    await createAccount(database.db, { email: 'anne@example.com', isActive: false });
    await assertRefused(await signIn(), 'AUTH_ACCOUNT_DISABLED');
  });

  for (const [why, fault] of [
    ['is an answer to somebody else', { claims: { nonce: 'un-autre' } }],
    ['has expired', { expiresIn: -600 }],
    ['is for another application', { claims: { aud: 'une-autre' } }],
    ['is not signed', { unsigned: true }],
    ['is signed by a stranger', { withStrangeKey: true }],
    ['comes from another issuer', { claims: { iss: 'https://ailleurs.example' } }],
  ] as const)
    test(`an identity token that ${why} opens nothing`, async () => {
      provider.fault = fault;
      await assertRefused(await signIn(), 'OIDC_REFUSED');
      assert.deepEqual(await people(), []);
    });

  test('what one browser began is not ended by another', async () => {
    const mine = await leave(await post('/api/auth/oidc/atelier'));
    const theirs = await leave(await post('/api/auth/oidc/atelier'));
    await assertRefused(await app.call({ url: theirs.back }), 'OIDC_EXPIRED');
    await assertRefused(await app.call({ url: theirs.back, headers: { cookie: mine.cookie } }), 'OIDC_REFUSED');
    assert.equal((await app.call({ url: mine.back, headers: { cookie: mine.cookie } })).headers.location, '/app');
  });

  test('what was begun is ended once, and within ten minutes', async () => {
    const { cookie, back } = await leave(await post('/api/auth/oidc/atelier'));
    await app.call({ url: back, headers: { cookie } });
    await database.db.deleteFrom('user_sessions').execute();
    await assertRefused(await app.call({ url: back, headers: { cookie } }), 'OIDC_EXPIRED');
    const late = await leave(await post('/api/auth/oidc/atelier'));
    await database.db
      .updateTable('auth_challenges')
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .execute();
    await assertRefused(await app.call({ url: late.back, headers: { cookie: late.cookie } }), 'OIDC_EXPIRED');
  });

  test('whoever does not agree comes back to the door', async () => {
    provider.agrees = false;
    await assertRefused(await signIn(), 'OIDC_CANCELLED');
  });

  test('the way back leads nowhere else', async () => {
    for (const to of [
      'https://ailleurs.example/app',
      '//ailleurs.example',
      '/app//x',
      '/login',
      '/app\\@ailleurs.example',
    ])
      assert.match(String((await signIn(to)).headers.location), /^\/app(\/@ailleurs\.example)?$/);
  });

  test('a service that is not there, or does not answer, is said so', async () => {
    const unknown = await post('/api/auth/oidc/inconnu');
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'OIDC_PROVIDER_UNKNOWN']);
    const away = await post('/api/auth/oidc/absent');
    assert.deepEqual([away.status, away.body.code], [503, 'OIDC_UNAVAILABLE']);
  });

  test('a service that says it is another than the one configured is not gone to', async () => {
    const other = await post('/api/auth/oidc/autre');
    assert.deepEqual([other.status, other.body.code, other.body.url], [503, 'OIDC_UNAVAILABLE', undefined]);
  });

  test('what one service answers is not taken for the answer of another', async () => {
    const { cookie, back } = await leave(await post('/api/auth/oidc/atelier'));
    const elsewhere = back.replace('/atelier/', '/absent/');
    await assertRefused(await app.call({ url: elsewhere, headers: { cookie } }), 'OIDC_EXPIRED');
    assert.equal((await app.call({ url: back, headers: { cookie } })).headers.location, '/app');
  });

  test('nothing that the browser holds is kept here', async () => {
    const begun = await post('/api/auth/oidc/atelier');
    const [challenge] = await database.db.selectFrom('auth_challenges').selectAll().execute();
    const { searchParams } = new URL(begun.body.url);
    const secrets = [cookieIn(begun, 'staka_oidc').split('=')[1], searchParams.get('state'), searchParams.get('nonce')];
    for (const secret of secrets) assert.ok(secret && !JSON.stringify(challenge).includes(secret));
    assert.equal(searchParams.get('code_challenge_method'), 'S256');
    assert.match(String(begun.headers['set-cookie']), /HttpOnly; SameSite=Lax/);
  });

  test('whoever is signed in links an account elsewhere, even under another address, and unlinks it', async () => {
    const person = await app.signIn('USER');
    provider.person = { ...ANNE, email_verified: false };
    assert.equal((await link(person)).headers.location, '/app/compte?onglet=securite');
    const { body } = await app.call({ url: '/api/users/me/identities', as: person });
    const [{ id, ...shown }] = body.items;
    assert.deepEqual([shown.provider, shown.label, shown.email], ['atelier', 'L’Atelier', 'anne@example.com']);
    assert.ok(!JSON.stringify(body).includes('personne-1'));
    const unlink = () => app.call({ method: 'DELETE', url: `/api/users/me/identities/${id}`, as: person });
    const refused = await unlink();
    assert.deepEqual([refused.status, refused.body.code], [409, 'IDENTITY_LAST_WAY_IN']);
    await database.db.updateTable('users').set({ password: TEST_PASSWORD }).execute();
    assert.deepEqual([(await unlink()).status, await identities()], [204, []]);
  });

  test('linking and unlinking take a fresh authentication', async () => {
    const person = await app.signIn('USER');
    await link(person);
    const [identity] = await identities();
    await database.db
      .updateTable('user_sessions')
      .set({ authenticatedAt: new Date(0) })
      .execute();
    const asked = [
      await post('/api/users/me/identities/atelier', { as: person }),
      await app.call({ method: 'DELETE', url: `/api/users/me/identities/${identity?.id}`, as: person }),
    ];
    for (const { status, body } of asked) assert.deepEqual([status, body.code], [403, 'FRESH_AUTHENTICATION_REQUIRED']);
    assert.equal((await identities()).length, 1);
  });

  test('an account elsewhere signs in as one person only', async () => {
    const [first, second] = [await app.signIn('USER'), await app.signIn('USER')];
    await link(first);
    const { location } = (await link(second)).headers;
    assert.equal(location, '/app/compte?onglet=securite&erreur=IDENTITY_TAKEN');
    assert.equal((await identities())[0]?.userId, first.id);
  });

  test('what somebody began to link is not ended by somebody else', async () => {
    const [first, second] = [await app.signIn('USER'), await app.signIn('USER')];
    const { cookie, back } = await leave(await post('/api/users/me/identities/atelier', { as: first }));
    for (const session of ['', `; staka_session=${second.token}`])
      await app.call({ url: back, headers: { cookie: cookie + session } });
    assert.deepEqual(await identities(), []);
  });

  test('what is done is told to whoever keeps a record of it', async () => {
    await signIn();
    const events = await database.db.selectFrom('outbox_events').select(['name', 'payload']).execute();
    const names = events.map(({ name }) => name);
    for (const name of ['user.created-by-identity', 'identity.signed-in']) assert.ok(names.includes(name), name);
    assert.ok(!JSON.stringify(events).includes('personne-1'));
  });
});

function cookieIn(answer: TestAnswer, name: string): string {
  const all = [answer.headers['set-cookie']].flat().map(String);
  return all.find((one) => one.startsWith(`${name}=`))?.split(';')[0] ?? '';
}
