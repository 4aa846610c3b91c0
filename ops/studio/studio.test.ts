import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { inTransaction } from '#platform/db/db.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { browse } from './browse.ts';
import { readCatalogue } from './catalogue.ts';
import { dropAccount, furnish, SECRET } from './house.fixture.ts';
import type { ColumnFilter } from './schema.ts';

const STUDIO = '/api/admin/studio';
const rowsOf = (table: string) => `${STUDIO}/tables/${table}/rows`;

eachDatabase((database) => {
  let app: TestApp;
  let admin: TestPerson;
  before(async () => {
    app = await startTestApp(database);
    database.defer(() => dropAccount(app.context, database.url));
  });
  beforeEach(async () => {
    await furnish(database.db);
    admin = await app.signIn('ADMIN');
  });

  describe('whoever is no administrator, or has not just proved who they are', () => {
    test('finds nothing', async () => {
      assert.equal((await app.call({ url: STUDIO })).status, 401);
      for (const role of ['USER', 'CORRECTOR', 'MENTOR'] as const)
        assert.equal((await app.call({ url: STUDIO, as: await app.signIn(role) })).status, 403, role);
    });

    test('is asked to prove it', async () => {
      await forgetProofs(20);
      for (const [method, url, body] of [
        ['GET', STUDIO, undefined],
        ['POST', `${STUDIO}/search`, { table: 'users' }],
        ['POST', `${STUDIO}/queries`, { sql: 'select 1' }],
        ['PUT', `${STUDIO}/unlock`, undefined],
        ['PATCH', rowsOf('pages'), { updates: [{ key: { id: 'page' }, changes: { title: 'x' } }] }],
      ] as const)
        assert.equal(
          (await app.call({ method, url, as: admin, ...(body ? { body } : {}) })).body.code,
          'FRESH_AUTHENTICATION_REQUIRED',
          `${method} ${url}`,
        );
    });
  });

  describe('reading', () => {
    test('shows every table of Staka, its relations, and no hidden column', async () => {
      const { body } = await app.call({ url: STUDIO, as: admin });
      assert.equal(body.unlockedUntil, null);
      assert.equal(body.queries, true);
      const users = body.tables.find(({ name }: { name: string }) => name === 'users');
      const named = (name: string) => users.columns.find((column: { name: string }) => column.name === name);
      assert.equal(named('password'), undefined);
      assert.deepEqual(
        [named('id').keyPosition, named('role').group, named('createdAt').group],
        [1, 'enum', 'datetime'],
      );
      const invoices = body.tables.find(({ name }: { name: string }) => name === 'invoices');
      const commandeId = invoices.columns.find(({ name }: { name: string }) => name === 'commandeId');
      assert.deepEqual(commandeId.reference, { table: 'commandes', column: 'id' });
      assert.deepEqual(await actions(), ['studio.opened']);
    });

    test('rows say dates, booleans and JSON alike on every database', async () => {
      const [page] = await found({ table: 'pages' });
      assert.equal(page.isPublic, false);
      assert.match(page.createdAt, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
      const [preferences] = await found({ table: 'user_preferences' });
      assert.deepEqual(preferences.notifications, { mail: { news: true } });
      const [invoice] = await found({ table: 'invoices' });
      assert.deepEqual([invoice.amount, invoice.issuedAt], [59_900, '2026-11-01 10:00:00.000']);
      const { text } = await search({ table: 'users' });
      assert.ok(!text.includes(SECRET) && !text.includes('"password"'));
    });

    test('filters, sorts, pages and searches', async () => {
      const extra = ['Aide', 'Contact', 'Mentions'].map((title, index) => ({
        slug: title,
        title,
        content: '',
        sortOrder: index,
      }));
      await database.db.insertInto('pages').values(extra).execute();
      const titles = async (how: object) => (await found({ table: 'pages', ...how })).map(({ title }) => title);
      assert.deepEqual(await titles({ sort: [{ column: 'title', direction: 'desc' }], limit: 2, offset: 1 }), [
        'Mentions',
        'Contact',
      ]);
      assert.deepEqual(await titles({ filter: all([column('isPublic', '=', false)]) }), ['Tarifs']);
      assert.deepEqual(await titles({ filter: all([column('sortOrder', '>=', '2')]) }), ['Mentions']);
      assert.deepEqual(await titles({ filter: all([column('type', 'like', 'FA%')]) }), ['Tarifs']);
      assert.deepEqual(await titles({ filter: all([column('publishedAt', 'is not', null)]) }), []);
      assert.deepEqual(await titles({ filter: all([column('createdAt', '<', '2020-01-01')]) }), []);
      assert.deepEqual(await titles({ text: 'DES PRIX' }), ['Tarifs']);
      const either = all([{ ...column('slug', '=', 'Aide'), after: 'or' }, column('slug', '=', 'tarifs')]);
      assert.equal((await search({ table: 'pages', filter: either })).body.count, 2);
    });

    test('hidden columns and unknown tables can be neither filtered nor sorted by', async () => {
      const code = async (how: object) => (await search({ table: 'users', ...how })).body.code;
      assert.equal(await code({ filter: all([column('password', 'like', '$2b%')]) }), 'STUDIO_COLUMN_REFUSED');
      assert.equal(await code({ sort: [{ column: 'password', direction: 'asc' }] }), 'STUDIO_COLUMN_REFUSED');
      assert.equal(await code({ sort: [{ column: 'id" desc; --', direction: 'asc' }] }), 'STUDIO_COLUMN_REFUSED');
      assert.equal(await code({ table: '_prisma_migrations' }), 'STUDIO_TABLE_UNKNOWN');
      assert.equal(await code({ table: 'constructor' }), 'STUDIO_TABLE_UNKNOWN');
      assert.deepEqual(await found({ table: 'users', text: SECRET }), []);
    });
  });

  describe('writing', () => {
    test('is locked until it is unlocked by a new proof, for this session and ten minutes', async () => {
      assert.equal((await change('pages', 'page', { title: 'Prix' })).body.code, 'STUDIO_LOCKED');
      await forgetProofs(5);
      assert.equal((await unlock()).body.code, 'FRESH_AUTHENTICATION_REQUIRED');
      await forgetProofs(0);
      const { body } = await unlock();
      const minutes = (Date.parse(body.unlockedUntil) - Date.now()) / 60_000;
      assert.ok(minutes > 9 && minutes <= 10, String(minutes));
      assert.equal((await change('pages', 'page', { title: 'Prix' })).status, 200);
      const other = await app.signIn('ADMIN');
      assert.equal((await change('pages', 'page', { title: 'Autre' }, other)).body.code, 'STUDIO_LOCKED');
      await app.call({ method: 'DELETE', url: `${STUDIO}/unlock`, as: admin });
      assert.equal((await change('pages', 'page', { title: 'Autre' })).body.code, 'STUDIO_LOCKED');
      await unlock();
      await database.db.updateTable('studio_unlocks').set({ unlockedUntil: new Date() }).execute();
      assert.equal((await change('pages', 'page', { title: 'Autre' })).body.code, 'STUDIO_LOCKED');
      assert.deepEqual(await actions(), ['studio.unlocked', 'studio.row-changed', 'studio.locked', 'studio.unlocked']);
    });

    test('is recorded with before and after, in the codec of every other write', async () => {
      await unlock();
      const changes = { title: 'Prix', isPublic: true, publishedAt: '2026-11-21 10:00:00', type: 'HELP' };
      const { body } = await change('pages', 'page', changes);
      assert.equal(body.rows[0].publishedAt, '2026-11-21 10:00:00.000');
      const row = await database.db.selectFrom('pages').selectAll().executeTakeFirstOrThrow();
      assert.deepEqual([row.title, row.isPublic, row.publishedAt], ['Prix', true, new Date('2026-11-21T10:00:00Z')]);
      const entry = await lastEntry();
      assert.deepEqual(
        [entry.action, entry.actorId, entry.targetType, entry.targetId],
        ['studio.row-changed', admin.id, 'row', 'page'],
      );
      const { before, after } = entry.data as { before: Record<string, unknown>; after: Record<string, unknown> };
      assert.deepEqual([before.title, after.title, before.isPublic, after.isPublic], ['Tarifs', 'Prix', false, true]);
      assert.ok(!('content' in before), 'what did not change is not told');
    });

    test('creates and deletes; what is hidden is masked in the log', async () => {
      await unlock();
      const created = await app.call({
        method: 'POST',
        url: rowsOf('users'),
        as: admin,
        body: { rows: [{ email: 'new@example.com', role: 'CORRECTOR', id: null, isActive: null }] },
      });
      assert.equal(created.status, 201, created.text);
      const [row] = created.body.rows;
      assert.deepEqual([row.email, row.role, row.isActive], ['new@example.com', 'CORRECTOR', true]);
      const removed = await remove('user_preferences', (await found({ table: 'user_preferences' }))[0].id);
      assert.equal(removed.status, 204, removed.text);
      await remove('users', row.id);
      const entry = await lastEntry();
      assert.deepEqual([entry.action, entry.targetType, entry.targetId], ['studio.row-deleted', 'user', row.id]);
      assert.equal((entry.data as { before: Record<string, unknown> }).before.password, '[secret]');
    });

    test('of several rows is done whole or not at all', async () => {
      await unlock();
      const updates = [
        { key: { id: 'page' }, changes: { title: 'Prix' } },
        { key: { id: 'nobody' }, changes: { title: 'Rien' } },
      ];
      const { body } = await app.call({ method: 'PATCH', url: rowsOf('pages'), as: admin, body: { updates } });
      assert.equal(body.code, 'STUDIO_ROW_NOT_FOUND');
      assert.equal((await found({ table: 'pages' }))[0].title, 'Tarifs');
      assert.deepEqual(await actions(), ['studio.unlocked']);
    });

    test('reaches nothing that is hidden, made by Staka, or frozen', async () => {
      await unlock();
      const entry = await lastEntry();
      const codes = [
        await change('users', 'author', { password: 'x' }),
        await change('users', 'author', { id: 'other' }),
        await change('users', 'author', { 'email" = 1 --': 'x' }),
        await change('users', 'author', { role: 'EMPEROR' }),
        await change('users', 'author', { email: null }),
        await change('audit_entries', entry.id, { action: 'nothing' }),
        await remove('audit_entries', entry.id),
        await change('studio_unlocks', 'x', { unlockedUntil: '2030-01-01' }),
        await change('user_sessions', 'x', { authenticatedAt: '2030-01-01' }),
        await change('_prisma_migrations', 'x', { logs: '' }),
        await change('invoices', 'invoice', { amount: 1 }),
        await remove('invoices', 'invoice'),
        await remove('commandes', 'commande'),
      ].map(({ body }) => body.code.replace('STUDIO_', ''));
      assert.deepEqual(codes, [
        ...['COLUMN_REFUSED', 'COLUMN_REFUSED', 'COLUMN_REFUSED', 'VALUE_REFUSED', 'VALUE_REFUSED'],
        ...['TABLE_READ_ONLY', 'TABLE_READ_ONLY', 'TABLE_READ_ONLY', 'TABLE_READ_ONLY', 'TABLE_UNKNOWN'],
        ...['FROZEN', 'FROZEN', 'WRITE_REFUSED'],
      ]);
      assert.deepEqual(await actions(), ['studio.unlocked']);
      assert.equal((await change('invoices', 'invoice', { status: 'PAID', paidAt: '2026-11-21' })).status, 200);
    });
  });

  test('where the database lets us have no account that reads, tables are browsed all the same', async () => {
    const catalogue = await readCatalogue(app.context);
    const filter = { kind: 'FilterGroup' as const, filters: [column('isPublic', '=', false)] };
    const { rows, count } = await browse(database.db, null, catalogue, { table: 'pages', filter, text: 'tarifs' });
    assert.deepEqual([rows[0]?.title, rows[0]?.isPublic, count], ['Tarifs', false, 1]);
    assert.ok(
      !Object.hasOwn((await browse(database.db, null, catalogue, { table: 'users' })).rows[0] ?? {}, 'password'),
    );
  });

  test('a query is run and recorded, and an order is refused in words', async () => {
    const { body } = await query('SELECT email, prenom AS name FROM users ORDER BY email -- whom?');
    assert.deepEqual([body.columns, body.rows.length], [['email', 'name'], 2]);
    assert.equal((await query('DELETE FROM users')).body.code, 'STUDIO_STATEMENT_REFUSED');
    assert.equal((await query('SELECT nothing FROM users')).body.code, 'STUDIO_QUERY_FAILED');
    const entries = await database.db
      .selectFrom('audit_entries')
      .select('data')
      .where('action', '=', 'studio.queried')
      .execute();
    assert.equal(entries.length, 2);
  });

  function search(body: object) {
    return app.call({ method: 'POST', url: `${STUDIO}/search`, as: admin, body });
  }

  // biome-ignore lint/suspicious/noExplicitAny: a row is what its table makes of it
  async function found(body: object): Promise<any[]> {
    const answer = await search(body);
    assert.equal(answer.status, 200, answer.text);
    return answer.body.rows;
  }

  function query(sql: string) {
    return app.call({ method: 'POST', url: `${STUDIO}/queries`, as: admin, body: { sql } });
  }

  function unlock() {
    return app.call({ method: 'PUT', url: `${STUDIO}/unlock`, as: admin });
  }

  function change(table: string, id: string, changes: object, as = admin) {
    const body = { updates: [{ key: table === 'studio_unlocks' ? { sessionId: id } : { id }, changes }] };
    return app.call({ method: 'PATCH', url: rowsOf(table), as, body });
  }

  function remove(table: string, id: string) {
    return app.call({ method: 'POST', url: `${STUDIO}/tables/${table}/deletion`, as: admin, body: { keys: [{ id }] } });
  }

  /** The administrator proved who they are so many minutes ago. */
  async function forgetProofs(minutes: number) {
    const authenticatedAt = new Date(Date.now() - minutes * 60_000);
    await inTransaction(database.db, (tx) => tx.updateTable('user_sessions').set({ authenticatedAt }).execute());
  }

  async function lastEntry() {
    return database.db.selectFrom('audit_entries').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
  }

  async function actions() {
    const entries = await database.db.selectFrom('audit_entries').select('action').orderBy('id').execute();
    return entries.map(({ action }) => action);
  }
});

function column(name: string, operator: ColumnFilter['operator'], value: unknown): ColumnFilter {
  return { kind: 'ColumnFilter', column: name, operator, value };
}

function all(filters: object[]) {
  return { kind: 'FilterGroup', filters };
}
