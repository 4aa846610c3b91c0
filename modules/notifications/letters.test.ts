import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { aCommande, aVersion } from '#modules/commandes/factory.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';

eachDatabase((database) => {
  let app: TestApp;
  let client: TestPerson;
  let correcteur: TestPerson;
  let commandeId: string;
  before(async () => {
    app = await startTestApp(database);
  });
  beforeEach(async () => {
    client = await app.signIn('USER', { prenom: 'Jeanne' });
    correcteur = await app.signIn('CORRECTOR', { prenom: 'Luc', nom: 'Martin' });
    commandeId = await aCommande(database.db, { client, correcteur, titre: 'Les Vagues', statut: 'EN_COURS' });
  });

  const prefer = (body: object) => app.call({ method: 'PUT', url: '/api/users/me/preferences', as: client, body });
  const say = async (content: string) => {
    const url = `/api/commandes/${commandeId}/messages`;
    const { body } = await app.call({ method: 'POST', url, as: correcteur, body: { content } });
    await app.context.outbox.drain();
    return body.id as string;
  };
  const deliver = async () => {
    const correction = await aVersion(database.db, { commandeId, by: correcteur, kind: 'CORRECTION' });
    const call = { method: 'POST', url: `/api/commandes/${commandeId}/livraison`, as: correcteur } as const;
    assert.equal((await app.call({ ...call, body: { fileIds: [correction] } })).status, 200);
  };
  const letters = async () => (await app.letters()).filter(({ to }) => to === client.email);
  /** What is to wait has waited. */
  const later = () =>
    database.db
      .updateTable('outbox_events')
      .set({ availableAt: new Date(0) })
      .where('processedAt', 'is', null)
      .execute();
  /** Hours in which this moment lies, of somebody in Paris. */
  const hoursAroundNow = () => {
    const now = Temporal.Now.zonedDateTimeISO('Europe/Paris');
    const clock = (time: Temporal.ZonedDateTime) => time.toPlainTime().toString({ smallestUnit: 'minute' });
    return { quietHoursStart: clock(now.subtract({ hours: 2 })), quietHoursEnd: clock(now.add({ hours: 2 })) };
  };

  test('a delivery is written of at once, with a way out for mail programs', async () => {
    await deliver();
    const [letter, ...others] = await letters();
    assert.deepEqual([letter?.subject, others.length], ['Votre texte est corrigé', 0]);
    assert.match(letter?.text ?? '', new RegExp(`/app/commandes/${commandeId}`));
    const url = letter?.unsubscribeUrl?.replace(app.context.config.publicUrl, '') ?? '';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const out = (address: string) =>
      app.app.inject({ method: 'POST', url: address, headers, payload: 'List-Unsubscribe=One-Click' });
    assert.equal((await out(`${url}x`)).statusCode, 410);
    assert.equal((await out(url)).statusCode, 204);
    assert.equal((await out(url)).statusCode, 204);
    const { body } = await app.call({ url: '/api/users/me/preferences', as: client });
    assert.deepEqual(body.notifications, { 'commande.delivered': { email: false } });
  });

  test('a message is written of when it is not read within a quarter of an hour', async () => {
    await say('Une question');
    assert.deepEqual(await letters(), []);
    await later();
    const [letter, ...others] = await letters();
    assert.match(letter?.text ?? '', /Une question/);
    assert.deepEqual(others, []);
  });

  test('a message that is read in time is not written of', async () => {
    const upTo = await say('Une question');
    const url = `/api/commandes/${commandeId}/messages/lecture`;
    assert.equal((await app.call({ method: 'PUT', url, as: client, body: { upTo } })).status, 200);
    await app.context.outbox.drain();
    await later();
    assert.deepEqual(await letters(), []);
  });

  test('whoever wants no letters gets none, and whoever wants letters alone sees nothing in the application', async () => {
    await prefer({ notifications: { 'message.sent': { email: false }, 'commande.delivered': { app: false } } });
    await say('Une question');
    await later();
    assert.deepEqual(await letters(), []);
    await deliver();
    assert.deepEqual(
      (await letters()).map(({ subject }) => subject),
      ['Votre texte est corrigé'],
    );
    const { body } = await app.call({ url: '/api/notifications', as: client });
    assert.deepEqual(
      body.items.map(({ type }: { type: string }) => type).filter((type: string) => type === 'SUCCESS'),
      [],
    );
  });

  test('what comes in quiet hours comes in one letter when they end', async () => {
    await prefer(hoursAroundNow());
    await say('Une question');
    await deliver();
    assert.deepEqual(await letters(), []);
    // Before their end nothing is sent, even when asked.
    await later();
    assert.deepEqual(await letters(), []);
    const pending = await database.db
      .selectFrom('outbox_events')
      .selectAll()
      .where('name', '=', 'notification.letter-due')
      .where('processedAt', 'is', null)
      .execute();
    assert.equal(pending.length, 1, 'it waits for their end');
  });

  test('the end of quiet hours brings one letter with all of it', async () => {
    const hours = hoursAroundNow();
    await prefer(hours);
    await say('Une question');
    await deliver();
    await app.context.outbox.drain();
    // The hours end now.
    await prefer({ quietHoursStart: null, quietHoursEnd: null });
    await later();
    const [letter, ...others] = await letters();
    assert.deepEqual([letter?.subject, others.length], ['2 nouvelles vous attendent', 0]);
    assert.match(letter?.text ?? '', /Une question/);
    assert.match(letter?.text ?? '', /Votre texte est corrigé/);
  });

  test('letters about the account do not wait for the end of quiet hours', async () => {
    await prefer(hoursAroundNow());
    await app.call({ method: 'POST', url: '/api/auth/request-password-reset', body: { email: client.email } });
    assert.equal((await letters()).length, 1);
  });
});
