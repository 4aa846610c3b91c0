import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { before, beforeEach, test } from 'node:test';
import { createAccount, TEST_PASSWORD } from '#modules/accounts/factory.ts';
import { aCommande, aFile } from '#modules/commandes/factory.ts';
import { inTransaction } from '#platform/db/db.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { record } from './record.ts';
import type { AuditEntry } from './schema.ts';

const BROWSER = { 'user-agent': 'Mozilla/5.0 Firefox/140.0' };

eachDatabase((database) => {
  let app: TestApp;
  let admin: TestPerson;
  before(async () => {
    app = await startTestApp(database);
  });
  beforeEach(async () => {
    admin = await app.signIn('ADMIN', { prenom: 'Ada', nom: 'Mine' });
  });

  const read = async (query = '', as = admin) => {
    await app.context.outbox.drain();
    return app.call({ url: `/api/admin/audit?${query}`, as });
  };
  const entries = async (query = ''): Promise<AuditEntry[]> => (await read(query)).body.items;
  const actions = async (query = '') => (await entries(query)).map(({ action }) => action);
  const login = (email: string, password: string) =>
    app.call({ method: 'POST', url: '/api/auth/login', body: { email, password }, headers: BROWSER });

  test('who signed in, who did not, and who signed out, from where and with what', async () => {
    const { id, email } = await createAccount(database.db, { prenom: 'Jean', nom: 'Dupont' });
    await login(email, 'pas celui-là');
    const { body } = await login(email, TEST_PASSWORD);
    await app.call({ method: 'POST', url: '/api/auth/logout', as: { id, email, token: body.token } });
    const [out, opened, failed] = await entries(`person=${id}`);
    assert.deepEqual(
      [out?.action, opened?.action, failed?.action],
      ['session.revoked', 'session.opened', 'login.failed'],
    );
    assert.deepEqual(opened?.actor, { id, name: 'Jean Dupont' });
    assert.deepEqual([opened?.ip, opened?.userAgent], ['127.0.0.1', BROWSER['user-agent']]);
    assert.deepEqual([failed?.actor, failed?.targetId, failed?.ip], [null, id, '127.0.0.1']);
    assert.deepEqual([out?.data['sessionId'], out?.sessionId], [opened?.sessionId, opened?.sessionId]);
    assert.doesNotMatch(JSON.stringify(await entries()), new RegExp(`${body.token}|pas celui-là|${TEST_PASSWORD}`));
  });

  test('whose rights changed, by whom', async () => {
    const person = await app.signIn('USER', { prenom: 'Léa', nom: 'Roy' });
    const change = (body: object) =>
      app.call({ method: 'PATCH', url: `/api/admin/users/${person.id}`, as: admin, body, headers: BROWSER });
    await change({ role: 'CORRECTOR' });
    await change({ isActive: false, reason: 'Congé' });
    await change({ isActive: true });
    const found = (await entries(`target=${person.id}&action=user`)).reverse();
    assert.deepEqual(
      found.map(({ action, actor, targetName, data }) => [action, actor?.name, targetName, data]),
      [
        ['user.role-changed', 'Ada Mine', 'Léa Roy', { from: 'USER', to: 'CORRECTOR' }],
        ['user.deactivated', 'Ada Mine', 'Léa Roy', {}],
        ['user.reactivated', 'Ada Mine', 'Léa Roy', {}],
      ],
    );
  });

  test('a look at what is others’ is recorded once an hour, and one’s own never', async () => {
    const [client, correcteur] = [await app.signIn('USER'), await app.signIn('CORRECTOR')];
    const commande = await aCommande(database.db, { client, correcteur, titre: 'Les Vagues' });
    const look = async (as: TestPerson) => {
      for (const url of [`/api/commandes/${commande}`, `/api/commandes/${commande}/messages`])
        await app.call({ url, as });
    };
    for (const someone of [client, correcteur, admin, admin]) await look(someone);
    for (const id of [client.id, client.id, admin.id]) await app.call({ url: `/api/admin/users/${id}`, as: admin });
    const found = (await entries()).filter(({ action }) => action.endsWith('.viewed')).reverse();
    assert.deepEqual(
      found.map(({ action, actor, targetId, targetName }) => [action, actor?.id, targetId, targetName]),
      [
        ['commande.viewed', admin.id, commande, 'Les Vagues'],
        ['conversation.viewed', admin.id, commande, 'Les Vagues'],
        ['user.viewed', admin.id, client.id, 'Camille USER'],
      ],
    );
  });

  test('entries are found by person, action, target, period and words, page by page', async () => {
    const client = await app.signIn('USER', { prenom: 'Éloïse', nom: 'Petit' });
    const call = (method: 'POST' | 'PUT', url: string, body: object) =>
      app.call({ method, url: `/api${url}`, as: client, body });
    const { body } = await call('POST', '/commandes', { titre: 'Le Mur', description: 'UN TEXTE' });
    await call('PUT', `/commandes/${body.id}/statut`, { statut: 'ANNULEE', reason: 'UNE RAISON' });
    assert.deepEqual(await actions(`person=${client.id}`), ['commande.statut-changed', 'commande.created']);
    assert.deepEqual(await actions(`actor=${admin.id}&action=commande`), []);
    assert.deepEqual(await actions('action=commande.created'), ['commande.created']);
    assert.deepEqual(await actions(`targetType=commande&target=${body.id}&q=eloise%20mur&limit=1`), [
      'commande.statut-changed',
    ]);
    const first = await read(`person=${client.id}&limit=1`);
    assert.deepEqual(await actions(`person=${client.id}&limit=1&after=${first.body.next}`), ['commande.created']);
    assert.deepEqual(await actions('to=2020-01-01T00:00:00Z'), []);
    assert.deepEqual((await actions('from=2020-01-01T00:00:00Z&q=petit')).length, 2);
    assert.doesNotMatch(JSON.stringify(await entries()), /UN TEXTE|UNE RAISON/);
  });

  for (const query of ['from=0000-01-01T00:00:00Z', 'q=%00', 'action=%25', 'after=x', 'targetType=U'])
    test(`what cannot be asked is refused: ${query}`, async () => assert.equal((await read(query)).status, 400));

  for (const role of ['USER', 'CORRECTOR', 'MENTOR'] as const)
    test(`${role} reads nothing of it`, async () => {
      const person = await app.signIn(role);
      for (const url of ['/api/admin/audit', '/api/admin/audit/export'])
        assert.equal((await app.call({ url, as: person })).body.code, 'FORBIDDEN');
    });

  test('looking into it is recorded once a search, and exporting it every time', async () => {
    await read('action=session');
    await read('action=session');
    await read('q=secret');
    await app.context.outbox.drain();
    const csv = await app.call({ url: '/api/admin/audit/export?action=audit', as: admin });
    const lines = await app.call({ url: '/api/admin/audit/export?action=audit&format=jsonl', as: admin });
    assert.match(String(csv.headers['content-disposition']), /attachment; filename="audit\.csv"/);
    assert.match(csv.text, /^\uFEFFcreatedAt,action,actorId,actor,/);
    assert.equal(csv.text.trim().split('\r\n').length, 3, 'a head, and the two searches: not the export itself');
    assert.equal(lines.text.trim().split('\n').length, 3);
    const found = (await entries('action=audit')).map(({ action, data }) => [action, data]);
    assert.deepEqual(found.slice(0, 2), [
      ['audit.exported', { format: 'jsonl', action: 'audit' }],
      ['audit.exported', { format: 'csv', action: 'audit' }],
    ]);
    assert.doesNotMatch(JSON.stringify(found), /secret/);
  });

  test('what is recorded of a file: who added, had, deleted and restored it', async () => {
    const client = await app.signIn('USER');
    const commande = await aCommande(database.db, { client });
    const file = await aFile(database.db, { commandeId: commande, by: client });
    const { sha256, size } = await app.context.storage.put(Readable.from(['Bonjour']));
    await database.db.insertInto('blobs').values({ sha256, size, references: 1 }).execute();
    await database.db.updateTable('files').set({ sha256, size }).where('id', '=', file).execute();
    const call = (method: 'GET' | 'POST' | 'DELETE', path: string, as: TestPerson) =>
      app.call({ method, url: `/api/files/${file}${path}`, as });
    for (const as of [client, admin, admin]) assert.equal((await call('GET', '/content', as)).text, 'Bonjour');
    await call('DELETE', '', client);
    await call('POST', '/restauration', client);
    const found = (await entries(`target=${file}`)).map(({ action, actor, targetName }) => [
      action,
      actor?.id,
      targetName,
    ]);
    assert.deepEqual(found, [
      ['file.restored', client.id, 'note.txt'],
      ['file.removed', client.id, 'note.txt'],
      ['file.downloaded', admin.id, 'note.txt'],
    ]);
  });

  test('two processes that take up the same facts record each once', async () => {
    const person = await app.signIn('USER');
    for (const role of ['CORRECTOR', 'MENTOR', 'USER'])
      await app.call({ method: 'PATCH', url: `/api/admin/users/${person.id}`, as: admin, body: { role } });
    await using closing = new AsyncDisposableStack();
    const other = await startTestApp({ url: database.url, defer: (dispose) => closing.defer(dispose) });
    await Promise.all([app.context.outbox.drain(), other.context.outbox.drain()]);
    assert.deepEqual(await actions(`target=${person.id}`), Array(3).fill('user.role-changed'));
  });

  test('a line that is part of a transaction is taken back with it', async () => {
    const failed = inTransaction(database.db, async (tx) => {
      await record(tx, { action: 'user.deactivated', actorId: admin.id });
      throw new Error('the process ended here');
    });
    await assert.rejects(failed, /ended here/);
    assert.deepEqual(await actions(), []);
  });

  test('the database refuses to change or delete what is recorded', async () => {
    const { db } = database;
    await app.call({ url: '/api/admin/audit/export', as: admin });
    await assert.rejects(db.updateTable('audit_entries').set({ action: 'nothing' }).execute(), /append-only/);
    await assert.rejects(db.deleteFrom('audit_entries').execute(), /append-only/);
    assert.deepEqual(await actions(), ['audit.exported']);
  });
});
