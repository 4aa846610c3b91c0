import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import type { KyselyPlugin } from 'kysely';
import { aCommande, aFile } from '#modules/commandes/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import { newId } from '#platform/ids.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { aMessage } from './factory.ts';
import { listMessages } from './list-messages.ts';
import { mayReadConversation } from './policy.ts';

eachDatabase((database) => {
  let app: TestApp;
  let client: TestPerson;
  let correcteur: TestPerson;
  let admin: TestPerson;
  let commandeId: string;
  before(async () => {
    app = await startTestApp(database);
  });
  beforeEach(async () => {
    client = await app.signIn('USER');
    correcteur = await app.signIn('CORRECTOR');
    admin = await app.signIn('ADMIN');
    commandeId = await aCommande(database.db, { client, correcteur, statut: 'EN_COURS' });
  });

  const send = (as: TestPerson, body: object, id = commandeId) =>
    app.call({ method: 'POST', url: `/api/commandes/${id}/messages`, as, body });
  const say = async (as: TestPerson, content: string, id = commandeId): Promise<string> =>
    (await send(as, { content }, id)).body.id;
  const conversation = (as: TestPerson, query = '', id = commandeId) =>
    app.call({ url: `/api/commandes/${id}/messages?${query}`, as });
  const read = (as: TestPerson, upTo: string, id = commandeId) =>
    app.call({ method: 'PUT', url: `/api/commandes/${id}/messages/lecture`, as, body: { upTo } });
  const unreadOf = async (as: TestPerson, id = commandeId) =>
    (await app.call({ url: `/api/commandes/${id}`, as })).body.unreadMessages;
  const totalOf = async (as: TestPerson) => (await app.call({ url: '/api/notifications/compteurs', as })).body.messages;

  test('what the client writes goes to the corrector, and the answer to the client', async () => {
    const { status, body } = await send(client, { content: '  Où en êtes-vous ?\nMerci  ' });
    assert.equal(status, 201);
    assert.deepEqual(
      [body.content, body.sender.id, body.type, body.isRead, body.attachments],
      ['Où en êtes-vous ?\nMerci', client.id, 'USER_MESSAGE', false, []],
    );
    await say(correcteur, 'Au chapitre 3');
    await say(admin, 'Bonjour à vous deux');
    const rows = await database.db.selectFrom('messages').select(['receiverId', 'type']).orderBy('createdAt').execute();
    assert.deepEqual(rows, [
      { receiverId: correcteur.id, type: 'USER_MESSAGE' },
      { receiverId: client.id, type: 'USER_MESSAGE' },
      { receiverId: client.id, type: 'ADMIN_MESSAGE' },
    ]);
    assert.equal((await conversation(client)).body.items.length, 3);
  });

  test('a conversation one has no part in does not exist', async () => {
    const other = await app.signIn('CORRECTOR');
    const upTo = await say(client, 'Bonjour');
    for (const answer of [await send(other, { content: 'x' }), await conversation(other), await read(other, upTo)])
      assert.deepEqual([answer.status, answer.body.code], [404, 'COMMANDE_NOT_FOUND']);
  });

  test('a message says something', async () => {
    assert.equal((await send(client, { content: ' \n ' })).body.code, 'MESSAGE_EMPTY');
    assert.equal((await send(client, {})).body.code, 'MESSAGE_EMPTY');
    assert.equal((await send(client, { content: 'é'.repeat(10_000) })).status, 201);
    assert.equal((await send(client, { content: 'é'.repeat(10_001) })).body.code, 'VALIDATION_FAILED');
    assert.equal((await send(client, { content: 'a\u0000b' })).body.code, 'VALIDATION_FAILED');
  });

  test('one attaches one’s own files of this commande, and no others', async () => {
    const fileId = await aFile(database.db, { commandeId, by: client });
    const sent = await send(client, { attachmentIds: [fileId] });
    assert.deepEqual([sent.status, sent.body.content, sent.body.attachments[0].id], [201, '', fileId]);
    const elsewhere = await aCommande(database.db, { client });
    const refused = [
      await aFile(database.db, { commandeId, by: correcteur }),
      await aFile(database.db, { commandeId: elsewhere, by: client }),
      await aFile(database.db, { commandeId, by: client, deletedAt: new Date() }),
      'nothing',
    ];
    for (const id of refused)
      assert.equal(
        (await send(client, { content: 'Voici', attachmentIds: [fileId, id] })).body.code,
        'FILE_NOT_ATTACHABLE',
      );
    assert.equal((await conversation(correcteur)).body.items.length, 1);
  });

  test('a retry after a lost answer writes nothing twice', async () => {
    const id = newId();
    const answers = await Promise.all([1, 2, 3].map(() => send(client, { id, content: 'Une seule fois' })));
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body.id]),
      Array(3).fill([201, id]),
    );
    assert.equal((await conversation(client)).body.items.length, 1);
    const events = await database.db.selectFrom('outbox_events').select('name').execute();
    assert.deepEqual(events, [{ name: 'message.sent' }]);
  });

  test('an id that is taken serves nobody else, and no other text', async () => {
    const id = newId();
    const elsewhere = await aCommande(database.db, { client });
    await send(client, { id, content: 'Une seule fois' });
    assert.equal((await send(client, { id, content: 'Autre chose' })).body.code, 'MESSAGE_ID_TAKEN');
    assert.equal((await send(correcteur, { id, content: 'Une seule fois' })).body.code, 'MESSAGE_ID_TAKEN');
    assert.equal((await send(client, { id, content: 'Une seule fois' }, elsewhere)).body.code, 'MESSAGE_ID_TAKEN');
    assert.equal((await send(client, { id: 'pas-un-uuid', content: 'x' })).body.code, 'VALIDATION_FAILED');
  });

  test('pages go from the newest to the oldest, ties included, and hold each message once', async () => {
    const moment = new Date('2026-03-01T10:00:00Z');
    for (let i = 0; i < 11; i += 1)
      await aMessage(database.db, {
        commandeId,
        senderId: client.id,
        content: String(i),
        createdAt: new Date(moment.getTime() + Math.floor(i / 4)),
      });
    const whole = (await conversation(client, 'limit=100')).body.items.map(({ id }: { id: string }) => id);
    const paged: string[] = [];
    let after = '';
    do {
      const { items, next } = (await conversation(client, `limit=3${after}`)).body;
      paged.push(...items.map(({ id }: { id: string }) => id));
      after = next === null ? '' : `&after=${next}`;
    } while (after !== '');
    assert.deepEqual(paged, whole);
    assert.equal(new Set(whole).size, 11);
    assert.equal((await conversation(client, 'after=zzz')).body.code, 'CURSOR_INVALID');
  });

  test('messages written at the same moment still follow each other', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => say(i % 2 ? client : correcteur, `Message ${i}`)));
    const dates = (await conversation(client)).body.items.map(({ createdAt }: { createdAt: string }) => createdAt);
    assert.equal(new Set(dates).size, 8);
  });

  test('what is read on one device is read on the other', async () => {
    const phone = client;
    const laptop = await secondDevice(client);
    const first = await say(correcteur, 'Une question');
    const second = await say(correcteur, 'Et une autre');
    assert.deepEqual([await unreadOf(phone), await unreadOf(laptop), await totalOf(phone)], [2, 2, 2]);
    assert.deepEqual((await read(phone, first)).body, { unread: 1 });
    assert.deepEqual([await unreadOf(laptop), await totalOf(laptop)], [1, 1]);
    assert.deepEqual((await read(laptop, second)).body, { unread: 0 });
    assert.deepEqual([await unreadOf(phone), await totalOf(phone)], [0, 0]);
  });

  test('what was read stays read, in whatever order the devices say so', async () => {
    const messages = [await say(correcteur, 'Un'), await say(correcteur, 'Deux'), await say(correcteur, 'Trois')];
    await Promise.all([messages[2], messages[0], messages[1]].map((id) => read(client, id ?? '')));
    assert.deepEqual((await read(client, messages[0] ?? '')).body, { unread: 0 });
  });

  test('the sender learns that it was read, by the other party and not by an onlooker', async () => {
    const id = await say(client, 'Vous m’avez lu ?');
    const seen = async () => (await conversation(client)).body.items[0].isRead;
    await read(client, id);
    await read(admin, id);
    assert.equal(await seen(), false);
    await read(correcteur, id);
    assert.equal(await seen(), true);
    const { statut } = await database.db.selectFrom('messages').select('statut').executeTakeFirstOrThrow();
    assert.equal(statut, 'LU');
  });

  test('one’s own messages are never unread, nor anyone else’s conversations', async () => {
    await say(client, 'Bonjour');
    assert.deepEqual([await unreadOf(client), await totalOf(client)], [0, 0]);
    assert.deepEqual([await unreadOf(correcteur), await totalOf(correcteur)], [1, 1]);
    assert.deepEqual([await unreadOf(admin), await totalOf(admin)], [0, 0]);
  });

  test('as long as nobody corrects, the administrators are written to', async () => {
    const waiting = await aCommande(database.db, { client });
    const id = await say(client, 'Quand commencez-vous ?', waiting);
    assert.deepEqual([await unreadOf(admin, waiting), await totalOf(admin)], [1, 1]);
    await read(admin, id, waiting);
    assert.equal(await totalOf(admin), 0);
    assert.equal((await conversation(client, '', waiting)).body.items[0].isRead, true);
  });

  test('a place to read up to is a message of this conversation', async () => {
    const elsewhere = await aCommande(database.db, { client });
    const other = await say(client, 'Ailleurs', elsewhere);
    assert.equal((await read(client, other)).body.code, 'MESSAGE_NOT_FOUND');
    assert.equal((await read(client, 'nothing')).body.code, 'MESSAGE_NOT_FOUND');
  });

  test('a page costs two queries, and a third when there are attachments; four on SQLite, whatever it holds', async () => {
    const isSqlite = database.name === 'sqlite';
    await say(correcteur, 'Sans rien');
    assert.equal(await queriesOf(), isSqlite ? 4 : 2);
    for (let i = 0; i < 3; i += 1) {
      const attachmentIds = [await aFile(database.db, { commandeId, by: client })];
      await send(client, { attachmentIds });
    }
    assert.equal(await queriesOf(), isSqlite ? 4 : 3);
  });

  async function queriesOf(): Promise<number> {
    let queries = 0;
    const counter: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        queries += 1;
        return result;
      },
    };
    const context = { ...app.context, db: database.db.withPlugin(counter) };
    const actor = { userId: client.id, role: 'USER', sessionId: '', langue: 'fr', via: 'bearer' } as const;
    const call = { context, actor, params: { id: commandeId } };
    // The policy reads nothing of the request itself.
    const allowed = await mayReadConversation(call as Parameters<typeof mayReadConversation>[0]);
    await listMessages(context, allowed, {});
    return queries;
  }

  async function secondDevice(person: TestPerson): Promise<TestPerson> {
    return { ...person, token: await aSession(database.db, person.id) };
  }
});
