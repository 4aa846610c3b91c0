import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const put = async (what: 'profile' | 'preferences', body: object, role: 'USER' | 'ADMIN' = 'USER') => {
    const person = await app.signIn(role);
    const answer = await app.call({ method: 'PUT', url: `/api/users/me/${what}`, as: person, body });
    return { answer, read: (await app.call({ url: `/api/users/me/${what}`, as: person })).body };
  };

  test('what is given of a profile changes, and the rest stays', async () => {
    const { answer, read } = await put('profile', {
      nom: ' Dupont ',
      adresse: '1 rue des Lettres\n75001 Paris',
      bio: null,
    });
    assert.equal(answer.status, 200);
    assert.deepEqual(
      [read.prenom, read.nom, read.adresse, read.bio],
      ['Camille', 'Dupont', '1 rue des Lettres\n75001 Paris', null],
    );
  });

  for (const field of ['email', 'role', 'isActive', 'password', 'emailVerifiedAt', 'storageQuota'])
    test(`nobody changes their own ${field} by their profile`, async () => {
      const { answer } = await put('profile', { [field]: 'ADMIN' });
      assert.deepEqual([answer.status, answer.body.errors[0].field], [400, field]);
    });

  for (const prenom of ['   ', 'a\nb', 'a\u0000b'])
    test(`${JSON.stringify(prenom)} is no name`, async () => {
      assert.equal((await put('profile', { prenom })).answer.body.code, 'ACCOUNT_TEXT_REFUSED');
    });

  test('preferences begin in French and in Paris', async () => {
    const person = await app.signIn('USER');
    const { body } = await app.call({ url: '/api/users/me/preferences', as: person });
    assert.deepEqual(body, {
      langue: 'fr',
      timezone: 'Europe/Paris',
      notifications: {},
      quietHoursStart: null,
      quietHoursEnd: null,
    });
  });

  test('preferences are kept, and the language is that of the answers from then on', async () => {
    const preferences = {
      langue: 'en',
      timezone: 'America/Montreal',
      notifications: { 'message.sent': { email: true } },
      quietHoursStart: '22:00',
      quietHoursEnd: '07:00',
    };
    const person = await app.signIn('USER');
    const call = { method: 'PUT', url: '/api/users/me/preferences', as: person } as const;
    assert.deepEqual((await app.call({ ...call, body: preferences })).body, preferences);
    assert.deepEqual((await app.call({ ...call, body: { timezone: 'Asia/Tokyo' } })).body, {
      ...preferences,
      timezone: 'Asia/Tokyo',
    });
    assert.equal(
      (await app.call({ url: '/api/admin/users', as: person })).body.detail,
      'You are not allowed to do this.',
    );
  });

  for (const timezone of ['Europe/Atlantide', '+02:00', '', 'Europe/Paris\u0000'])
    test(`${JSON.stringify(timezone)} is no time zone`, async () => {
      const { answer } = await put('preferences', { timezone });
      assert.deepEqual([answer.body.code, answer.body.errors[0].field], ['ACCOUNT_TIMEZONE_UNKNOWN', 'timezone']);
    });

  test('a language that Staka does not speak is refused', async () => {
    assert.equal((await put('preferences', { langue: 'de' })).answer.status, 400);
  });

  test('a choice that changes leaves the others as they are', async () => {
    const person = await app.signIn('USER');
    const choose = async (notifications: object) =>
      (await app.call({ method: 'PUT', url: '/api/users/me/preferences', as: person, body: { notifications } })).body;
    await choose({ 'message.sent': { app: false } });
    const { notifications } = await choose({
      'message.sent': { email: false },
      'commande.delivered': { email: false },
    });
    assert.deepEqual(notifications, {
      'message.sent': { app: false, email: false },
      'commande.delivered': { email: false },
    });
  });

  test('quiet hours have a beginning and an end', async () => {
    const wrong = [{ quietHoursStart: '22:00' }, { quietHoursStart: '22:00', quietHoursEnd: '22:00' }];
    for (const body of wrong) assert.equal((await put('preferences', body)).answer.body.code, 'ACCOUNT_QUIET_HOURS');
    for (const body of [{ quietHoursStart: '24:00', quietHoursEnd: '07:00' }, { quietHoursStart: '22h' }])
      assert.equal((await put('preferences', body)).answer.status, 400);
  });

  test('preferences about notifications are events, channels and yes or no', async () => {
    const wrong = [
      { 'message.sent': { app: 'oui' } },
      { 'message.sent': { fax: true } },
      { 'message.lost': { app: true } },
    ];
    for (const notifications of wrong) assert.equal((await put('preferences', { notifications })).answer.status, 400);
  });
});
