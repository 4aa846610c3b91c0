import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { aCommande, aVersion } from '#modules/commandes/factory.ts';
import type { RealtimeMessage } from '#platform/realtime/realtime.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';

interface Told {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly type: string;
  readonly priority: string;
  readonly actionUrl: string;
  readonly data: { count?: number };
  readonly isRead: boolean;
}

eachDatabase((database) => {
  let app: TestApp;
  let client: TestPerson;
  let correcteur: TestPerson;
  let admin: TestPerson;
  const pushed: { to: readonly string[]; message: RealtimeMessage }[] = [];
  before(async () => {
    app = await startTestApp(database);
    const send = async (to: readonly string[], message: RealtimeMessage) => void pushed.push({ to, message });
    Object.assign(app.context, { realtime: { ...app.context.realtime, send } });
  });
  beforeEach(async () => {
    client = await app.signIn('USER', { prenom: 'Jeanne', nom: 'Dupont' });
    correcteur = await app.signIn('CORRECTOR', { prenom: 'Luc', nom: 'Martin' });
    admin = await app.signIn('ADMIN', { prenom: 'Ada', nom: 'Mine' });
    pushed.length = 0;
  });

  const call = (method: 'POST' | 'PUT' | 'DELETE', url: string, as: TestPerson, body?: object) =>
    app.call({ method, url: `/api${url}`, as, ...(body ? { body } : {}) });
  const say = async (as: TestPerson, commandeId: string, content: string): Promise<string> =>
    (await call('POST', `/commandes/${commandeId}/messages`, as, { content })).body.id;
  const told = async (as: TestPerson, query = ''): Promise<Told[]> => {
    await app.context.outbox.drain();
    return (await app.call({ url: `/api/notifications?${query}`, as })).body.items;
  };
  const titles = async (as: TestPerson) => (await told(as)).map(({ title }) => title);
  const begun = () => aCommande(database.db, { client, correcteur, titre: 'Les Vagues', statut: 'EN_COURS' });

  test('administrators hear of a new commande, its author does not', async () => {
    const { body } = await call('POST', '/commandes', client, { titre: 'Les Vagues', priorite: 'URGENTE' });
    const [notification, ...others] = await told(admin);
    assert.deepEqual(others, []);
    assert.equal(notification?.title, 'Nouvelle commande urgente');
    assert.equal(notification.message, 'Jeanne Dupont demande la correction de «\u00A0Les Vagues\u00A0».');
    assert.deepEqual(
      [notification.actionUrl, notification.type, notification.priority, notification.isRead],
      [`/app/commandes/${body.id}`, 'ORDER', 'URGENTE', false],
    );
    assert.deepEqual([await titles(client), await titles(correcteur)], [[], []]);
  });

  test('an assignment is told to the corrector, the client and whoever had it before', async () => {
    const before = await app.signIn('CORRECTOR');
    const id = await aCommande(database.db, { client, correcteur: before, titre: 'Les Vagues' });
    await call('PUT', `/commandes/${id}/assignation`, admin, { correcteurId: correcteur.id });
    assert.deepEqual(await titles(correcteur), ['Une commande vous est assignée']);
    assert.deepEqual(await titles(client), ['Votre texte a un correcteur']);
    assert.deepEqual(await titles(before), ['Une commande ne vous est plus assignée']);
    assert.deepEqual(await titles(admin), []);
  });

  test('each is told in their own language', async () => {
    await database.db.insertInto('user_preferences').values({ userId: client.id, langue: 'en' }).execute();
    const id = await begun();
    await call('PUT', `/commandes/${id}/statut`, admin, { statut: 'SUSPENDUE', reason: 'chapter 3 is missing' });
    const [english] = await told(client);
    assert.deepEqual([english?.title, english?.message], ['Commande suspended', '“Les Vagues”: chapter 3 is missing']);
    const [french] = await told(correcteur);
    assert.deepEqual(
      [french?.title, french?.message],
      ['Commande suspendue', '«\u00A0Les Vagues\u00A0»\u202F: chapter 3 is missing'],
    );
    assert.deepEqual(await titles(admin), []);
  });

  test('a client who gives up is heard by the administrators', async () => {
    const id = await aCommande(database.db, { client });
    await call('PUT', `/commandes/${id}/statut`, client, { statut: 'ANNULEE', reason: 'Je renonce' });
    assert.deepEqual(await titles(admin), ['Commande annulée']);
    assert.deepEqual(await titles(client), []);
  });

  test('a delivery is one notification, with its message in it or not', async () => {
    const id = await begun();
    const fileId = await aVersion(database.db, { commandeId: id, by: correcteur, kind: 'CORRECTION' });
    await call('POST', `/commandes/${id}/livraison`, correcteur, { fileIds: [fileId], message: 'Voici' });
    assert.deepEqual(await titles(client), ['Votre texte est corrigé']);
    assert.equal((await app.call({ url: '/api/notifications/compteurs', as: client })).body.messages, 1);
  });

  test('a conversation has one unread notification, which counts', async () => {
    const id = await begun();
    for (const content of ['Un', 'Deux', 'Trois']) await say(correcteur, id, content);
    const [notification, ...others] = await told(client);
    assert.deepEqual(others, []);
    assert.equal(notification?.title, '3 nouveaux messages');
    assert.equal(notification.message, '«\u00A0Les Vagues\u00A0»\u202F: Trois');
    assert.equal(notification.data.count, 3);
    assert.deepEqual(await titles(correcteur), []);
    assert.deepEqual(await titles(admin), []);
  });

  test('reading the messages reads their notification, and the next message makes a new one', async () => {
    const id = await begun();
    const upTo = await say(correcteur, id, 'Un');
    assert.equal((await told(client, 'unread=true')).length, 1);
    await call('PUT', `/commandes/${id}/messages/lecture`, client, { upTo });
    assert.equal((await told(client, 'unread=true')).length, 0);
    await say(correcteur, id, 'Deux');
    assert.deepEqual(
      (await told(client, 'unread=true')).map(({ title }) => title),
      ['Nouveau message de Luc Martin'],
    );
  });

  test('what was read before it could be told is not told', async () => {
    const id = await begun();
    const upTo = await say(correcteur, id, 'Vu à l’instant');
    await call('PUT', `/commandes/${id}/messages/lecture`, client, { upTo });
    assert.deepEqual(await told(client), []);
  });

  test('an event that is worked on again tells nobody twice', async () => {
    const id = await begun();
    await say(correcteur, id, 'Une fois');
    await call('PUT', `/commandes/${id}/statut`, admin, { statut: 'SUSPENDUE', reason: 'Pause' });
    assert.equal((await told(client)).length, 2);
    // A process that dies before it says that it is done leaves its events like this.
    await database.db.updateTable('outbox_events').set({ processedAt: null }).execute();
    const again = await told(client);
    assert.equal(again.length, 2);
    assert.deepEqual(
      again.map(({ data }) => data.count ?? 1),
      [1, 1],
    );
  });

  test('nobody is told what they do not want to be told, nor once their account is closed', async () => {
    const notifications = { 'message.sent': { app: false, email: false } };
    await database.db.insertInto('user_preferences').values({ userId: client.id, notifications }).execute();
    const id = await begun();
    await say(correcteur, id, 'Discret');
    assert.deepEqual(await told(client), []);
    await database.db.updateTable('users').set({ isActive: false }).where('id', '=', correcteur.id).execute();
    await say(client, id, 'Il y a quelqu’un ?');
    await app.context.outbox.drain();
    assert.deepEqual(await database.db.selectFrom('notifications').selectAll().execute(), []);
  });

  test('one reads one, reads all, dismisses, and touches nobody else’s', async () => {
    const id = await begun();
    await say(correcteur, id, 'Un');
    await call('PUT', `/commandes/${id}/statut`, admin, { statut: 'SUSPENDUE', reason: 'Pause' });
    const [newest, oldest] = await told(client);
    assert.deepEqual((await call('PUT', `/notifications/${newest?.id}/lecture`, client)).body, { unread: 1 });
    assert.deepEqual((await call('PUT', `/notifications/${newest?.id}/lecture`, client)).body, { unread: 1 });
    assert.deepEqual((await call('PUT', '/notifications/lecture', correcteur)).body, { unread: 0 });
    assert.equal((await call('DELETE', `/notifications/${oldest?.id}`, correcteur)).status, 404);
    assert.equal((await call('PUT', `/notifications/${oldest?.id}/lecture`, admin)).status, 404);
    assert.equal((await call('DELETE', `/notifications/${oldest?.id}`, client)).status, 204);
    assert.equal((await call('DELETE', `/notifications/${oldest?.id}`, client)).status, 404);
    assert.deepEqual(
      (await told(client)).map(({ id }) => id),
      [newest?.id],
    );
    assert.deepEqual((await app.call({ url: '/api/notifications/compteurs', as: client })).body, {
      notifications: 0,
      messages: 1,
    });
  });

  test('pages hold each notification once, ties included', async () => {
    const createdAt = new Date('2026-03-01T10:00:00Z');
    for (let i = 0; i < 7; i += 1)
      await database.db
        .insertInto('notifications')
        .values({ userId: client.id, title: `n° ${i}`, message: '', createdAt, data: i === 0 ? 'pas du JSON' : null })
        .execute();
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await app.call({ url: `/api/notifications?limit=3${after}`, as: client });
      seen.push(...body.items.map(({ title }: Told) => title));
      after = body.next === null ? '' : `&after=${body.next}`;
    } while (after !== '');
    assert.equal(new Set(seen).size, 7);
    assert.equal(seen.length, 7);
  });

  test('screens are told at once, and only those concerned', async () => {
    const stranger = await app.signIn('USER');
    const id = await begun();
    const messageId = await say(correcteur, id, 'Un');
    const [notification] = await told(client);
    await call('PUT', `/notifications/${notification?.id}/lecture`, client);
    await call('PUT', `/commandes/${id}/messages/lecture`, client, { upTo: messageId });
    await app.context.outbox.drain();
    const about = [client.id, correcteur.id, admin.id].sort();
    const heard = (type: string) =>
      pushed.filter(({ message }) => message.type === type).map(({ to }) => [...to].sort());
    assert.deepEqual(heard('message.created'), [about]);
    assert.deepEqual(heard('messages.read'), [about]);
    assert.deepEqual(heard('notification.created'), [[client.id]]);
    assert.deepEqual(heard('notifications.changed'), [[client.id]]);
    assert.ok(!JSON.stringify(pushed).includes(stranger.id));
    assert.ok(!JSON.stringify(pushed).includes('Un"'));
  });

  test('a private note moves the screens of its own side alone', async () => {
    const id = await begun();
    const url = `/api/commandes/${id}`;
    await app.call({ method: 'PATCH', url, as: client, body: { noteClient: 'Entre nous' } });
    await app.context.outbox.drain();
    await app.call({ method: 'PATCH', url, as: correcteur, body: { noteCorrecteur: 'Entre nous' } });
    await app.context.outbox.drain();
    const to = pushed.map((push) => [...push.to].sort());
    assert.deepEqual(to, [[client.id, admin.id].sort(), [correcteur.id, admin.id].sort()]);
  });
});
