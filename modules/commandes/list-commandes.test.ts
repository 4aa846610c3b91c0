import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import type { KyselyPlugin } from 'kysely';
import type { Priorite } from '#platform/db/database.gen.ts';
import { encodeCursor } from '#platform/http/page.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { aCommande, aFile } from './factory.ts';
import { listCommandes } from './list-commandes.ts';

const SORTS = ['createdAt', 'dateEcheance', 'priorite', 'titre'];

eachDatabase((database) => {
  let app: TestApp;
  let client: TestPerson;
  let admin: TestPerson;
  before(async () => {
    app = await startTestApp(database);
  });
  beforeEach(async () => {
    client = await app.signIn('USER', { prenom: 'Élodie', nom: 'Brûlé' });
    admin = await app.signIn('ADMIN');
  });

  const list = async (query: string, as: TestPerson) => {
    const { status, body } = await app.call({ url: `/api/commandes?${query}`, as });
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const titres = async (query: string, as = admin) =>
    (await list(query, as)).items.map((item: { titre: string }) => item.titre);

  for (const sort of SORTS.flatMap((name) => [name, `-${name}`])) {
    test(`pages by ${sort} hold every commande once, ties and gaps included`, async () => {
      await twelveWithTies();
      const whole = (await list(`sort=${sort}&limit=100`, admin)).items.map((item: { id: string }) => item.id);
      assert.equal(new Set(whole).size, 12);
      const paged: string[] = [];
      let after = '';
      do {
        const page = await list(`sort=${sort}&limit=5${after}`, admin);
        paged.push(...page.items.map((item: { id: string }) => item.id));
        after = page.next === null ? '' : `&after=${page.next}`;
      } while (after !== '');
      assert.deepEqual(paged, whole);
    });
  }

  test('priorities sort by rank, and what has no deadline comes last either way', async () => {
    await twelveWithTies();
    const priorites = (await list('sort=-priorite&limit=100', admin)).items.map(
      (item: { priorite: string }) => item.priorite,
    );
    assert.deepEqual([...new Set(priorites)], ['URGENTE', 'HAUTE', 'NORMALE', 'FAIBLE']);
    for (const sort of ['dateEcheance', '-dateEcheance']) {
      const dates = (await list(`sort=${sort}&limit=100`, admin)).items.map(
        (item: { dateEcheance: string | null }) => item.dateEcheance,
      );
      assert.equal(dates.lastIndexOf(null) - dates.indexOf(null), 3);
      assert.equal(dates.at(-1), null);
    }
  });

  test('by deadline what is over comes after what is not, page by page, either way', async () => {
    const june = (day: number) => new Date(Date.UTC(2026, 5, day));
    for (const [titre, statut, dateEcheance] of [
      ['finished, early', 'TERMINE', june(1)],
      ['open, without', 'EN_COURS', null],
      ['cancelled, without', 'ANNULEE', null],
      ['open, late', 'EN_ATTENTE', june(9)],
      ['cancelled, late', 'ANNULEE', june(8)],
      ['paused, early', 'SUSPENDUE', june(3)],
    ] as const)
      await aCommande(database.db, { client, titre, statut, dateEcheance });
    const rising = ['paused, early', 'open, late', 'open, without'];
    const over = ['finished, early', 'cancelled, late', 'cancelled, without'];
    assert.deepEqual(await pages('dateEcheance'), [...rising, ...over]);
    assert.deepEqual(await pages('-dateEcheance'), [
      ...['open, late', 'paused, early', 'open, without'],
      ...['cancelled, late', 'finished, early', 'cancelled, without'],
    ]);
  });

  test('titles sort without regard to accents and capitals', async () => {
    for (const titre of ['Zola', 'Été', 'hiver', 'Automne']) await aCommande(database.db, { client, titre });
    assert.deepEqual(await titres('sort=titre'), ['Automne', 'Été', 'hiver', 'Zola']);
    assert.deepEqual(await titres('sort=-titre'), ['Zola', 'hiver', 'Été', 'Automne']);
  });

  test('the newest come first unless one says otherwise', async () => {
    await aCommande(database.db, { client, titre: 'Ancien', createdAt: new Date('2026-01-01T00:00:00Z') });
    await aCommande(database.db, { client, titre: 'Nouveau', createdAt: new Date('2026-02-01T00:00:00Z') });
    assert.deepEqual(await titres(''), ['Nouveau', 'Ancien']);
  });

  test('authors see theirs, correctors those assigned to them, administrators all', async () => {
    const correcteur = await app.signIn('CORRECTOR');
    const other = await app.signIn('USER');
    await aCommande(database.db, { client, titre: 'A' });
    await aCommande(database.db, { client: other, titre: 'B', correcteur });
    assert.deepEqual(await titres('sort=titre', client), ['A']);
    assert.deepEqual(await titres('sort=titre', correcteur), ['B']);
    assert.deepEqual(await titres('sort=titre', admin), ['A', 'B']);
    // Whoever is no corrector any more sees what was assigned to them no longer.
    await database.db.updateTable('users').set({ role: 'USER' }).where('id', '=', correcteur.id).execute();
    assert.deepEqual(await titres('', correcteur), []);
  });

  test('a search finds every word, in title, description or name, whatever the accents', async () => {
    await aCommande(database.db, { client, titre: 'Forêt noire', description: 'Un conte' });
    await aCommande(database.db, { client: await app.signIn('USER', { nom: 'Zola' }), titre: 'Germinal 100 %' });
    const search = (words: string) => titres(`q=${encodeURIComponent(words)}`);
    assert.deepEqual(await search('FORET'), ['Forêt noire']);
    assert.deepEqual(await search('elodie brule conte'), ['Forêt noire']);
    assert.deepEqual(await search('forêt zola'), []);
    assert.deepEqual(await search('100 %'), ['Germinal 100 %']);
    assert.deepEqual(await search('%'), ['Germinal 100 %']);
    assert.deepEqual(await search('_'), []);
    assert.deepEqual(await search("' or 1=1 --"), []);
  });

  test('filters go together', async () => {
    const correcteur = await app.signIn('CORRECTOR');
    await aCommande(database.db, { client, titre: 'A', statut: 'EN_COURS', priorite: 'HAUTE', correcteur });
    await aCommande(database.db, { client, titre: 'B', statut: 'EN_COURS', priorite: 'FAIBLE', correcteur });
    await aCommande(database.db, { client, titre: 'C', statut: 'ANNULEE', priorite: 'HAUTE' });
    assert.deepEqual(await titres('sort=titre&statut=EN_COURS,ANNULEE&priorite=HAUTE'), ['A', 'C']);
    assert.deepEqual(await titres(`sort=titre&correcteurId=${correcteur.id}`), ['A', 'B']);
    assert.deepEqual(await titres('correcteurId=none'), ['C']);
    assert.deepEqual(await titres('clientId=nobody'), []);
    assert.equal((await app.call({ url: '/api/commandes?statut=PERDUE', as: admin })).body.code, 'VALIDATION_FAILED');
  });

  test('a cursor is good for the order it was made in, and for nothing else', async () => {
    await twelveWithTies();
    const { next } = await list('sort=titre&limit=5', admin);
    const forged = [
      'x',
      encodeCursor(['-createdAt', 1, 'x', false]),
      encodeCursor(['-createdAt', null, 'x', false]),
      next,
    ];
    for (const after of forged) await refused(`after=${after}`);
    await refused(`sort=priorite&after=${encodeCursor(['priorite', 5_000_000_000, 'x', false])}`);
    await refused(`after=${encodeCursor(['-createdAt', '2026-01-01T00:00:00Z', '\u0000', false])}`);
  });

  test('a page costs the same number of queries however long it is', async () => {
    for (let i = 0; i < 8; i += 1) {
      const id = await aCommande(database.db, { client });
      await aFile(database.db, { commandeId: id, by: client });
    }
    assert.equal(await queriesOf(1), 4);
    assert.equal(await queriesOf(8), 4);
  });

  /** The titles of every page of one, in order. */
  async function pages(sort: string): Promise<string[]> {
    const found: string[] = [];
    let after = '';
    do {
      const { items, next } = await list(`sort=${sort}&limit=1${after}`, admin);
      found.push(...items.map((item: { titre: string }) => item.titre));
      after = next === null ? '' : `&after=${next}`;
    } while (after !== '');
    return found;
  }

  async function refused(query: string): Promise<void> {
    const { body } = await app.call({ url: `/api/commandes?${query}`, as: admin });
    assert.equal(body.code, 'CURSOR_INVALID');
  }

  async function queriesOf(limit: number): Promise<number> {
    let queries = 0;
    const counter: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        queries += 1;
        return result;
      },
    };
    const context = { ...app.context, db: database.db.withPlugin(counter) };
    const actor = { userId: admin.id, role: 'ADMIN', sessionId: '', langue: 'fr', via: 'bearer' } as const;
    const { items } = await listCommandes(context, actor, { limit });
    assert.equal(items.length, limit);
    return queries;
  }

  async function twelveWithTies(): Promise<void> {
    const priorites: Priorite[] = ['FAIBLE', 'NORMALE', 'HAUTE', 'URGENTE'];
    for (let i = 0; i < 12; i += 1)
      await aCommande(database.db, {
        client,
        titre: ['Œuvre', 'été', 'Été', 'Vagues'][i % 4] ?? '',
        priorite: priorites[(i * 7) % 4] ?? 'NORMALE',
        createdAt: new Date(Date.UTC(2026, 0, 1 + (i % 3))),
        dateEcheance: i % 3 === 0 ? null : new Date(Date.UTC(2026, 5, 1 + (i % 2))),
      });
  }
});
