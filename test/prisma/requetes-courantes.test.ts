import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { hash, verify } from '@node-rs/bcrypt';
import type { Db } from '#platform/db/db.ts';
import { sampleId } from '#prisma/seed/sample-id.ts';
import { seed } from '#prisma/seed.ts';
import { eachDatabase } from '#test/databases.ts';
import { generateClients, openPrisma, type PrismaClient } from '#test/prisma/prisma-client.ts';
import { readSnippets, runSnippet } from '#test/prisma/snippets.ts';

const SNIPPETS = await readSnippets();
const ADMIN = sampleId('user', 1);
const AUTHOR = sampleId('user', 2);
const RUNNING = sampleId('commande', 2);
const DELIVERED = sampleId('commande', 3);
const TICKET = sampleId('ticket', 1);
const NOW = new Date('2026-11-21T09:00:00Z');
const storage = { has: async () => true, put: async () => ({ sha256: '', size: 0 }) };

before(generateClients);

test('the section has its 14 requests', () => {
  assert.deepEqual(
    SNIPPETS.map(({ name }) => name),
    [
      'user',
      'user',
      'profile',
      'commande',
      'stats',
      'commandesEnCours',
      'projectMessages',
      'unassignedTickets',
      'supportMessage',
      'userInvoices',
      'invoice',
      'billingStats',
      'dashboard',
      'activeUsers',
    ],
  );
});

eachDatabase((database) => {
  let prisma: PrismaClient;
  before(async () => {
    prisma = await openPrisma(database.name, database.url);
  });
  after(() => prisma.$disconnect());
  beforeEach(async () => {
    await seed({ db: database.db, storage, environment: 'test', now: NOW });
    await addInvoices(database.db);
  });

  /** Runs the request of that title, unmodified. */
  async function run<T>(title: string): Promise<T> {
    const snippet = SNIPPETS.find((candidate) => candidate.title === title);
    assert.ok(snippet, `seed 002 has no request “${title}”`);
    const result = await runSnippet(snippet, {
      prisma,
      bcrypt: { hash: (password: string, cost: number) => hash(password, { cost }) },
      userId: AUTHOR,
      adminId: ADMIN,
      commandeId: RUNNING,
      ticketId: TICKET,
      invoiceNumber: '0042',
      pdfUrl: 'https://staka.example/factures/42.pdf',
      startOfMonth: new Date('2026-11-01T00:00:00Z'),
    });
    // What a request answers is JavaScript without types; each test says what it expects of it.
    return result as T;
  }

  test('Créer un utilisateur, Connexion utilisateur', async () => {
    const made = await run<{ id: string }>('Créer un utilisateur');
    const found = await run<Record<string, string>>('Connexion utilisateur');
    const row = await database.db
      .selectFrom('users')
      .selectAll()
      .where('email', '=', 'jean.dupont@example.com')
      .executeTakeFirstOrThrow();
    assert.deepEqual({ ...made, storageQuota: null }, row);
    assert.deepEqual(found, { id: row.id, email: row.email, password: row.password, role: 'USER' });
    assert.ok(await verify('password123', row.password ?? ''));
  });

  test('Profil utilisateur complet', async () => {
    const profile = await run<{
      commandes: { id: string; files: unknown[]; messages: unknown[] }[];
      notifications: unknown[];
      paymentMethods: { last4: string }[];
    }>('Profil utilisateur complet');
    const sizes = profile.commandes.map(({ id, files, messages }) => [id, files.length, messages.length]).sort();
    assert.deepEqual(sizes, [
      [sampleId('commande', 1), 0, 0],
      [RUNNING, 1, 3],
      [DELIVERED, 2, 1],
    ]);
    assert.equal(profile.notifications.length, 1);
    assert.deepEqual(
      profile.paymentMethods.map(({ last4 }) => last4),
      ['4242'],
    );
  });

  test('Créer une commande', async () => {
    const { id } = await run<{ id: string }>('Créer une commande');
    const row = await database.db.selectFrom('commandes').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const { titre, statut, priorite, userId } = row;
    assert.deepEqual(
      { titre, statut, priorite, userId },
      { titre: 'Correction Mémoire de Master', statut: 'EN_ATTENTE', priorite: 'NORMALE', userId: AUTHOR },
    );
    assert.equal(row.dateEcheance?.toISOString(), '2024-02-15T00:00:00.000Z');
  });

  test('Dashboard admin : commandes par statut', async () => {
    const stats = await run<{ statut: string; _count: { id: number } }[]>('Dashboard admin : commandes par statut');
    assert.deepEqual(countsOf(stats), { EN_ATTENTE: 1, EN_COURS: 1, TERMINE: 1 });
  });

  test('Commandes en cours avec détails', async () => {
    await database.db
      .insertInto('commandes')
      .values({ userId: AUTHOR, titre: 'Plus pressée', statut: 'EN_COURS', dateEcheance: NOW })
      .execute();
    const running = await run<
      { titre: string; user: unknown; files: { filename: string }[]; _count: { messages: number } }[]
    >('Commandes en cours avec détails');
    assert.deepEqual(
      running.map(({ titre, _count }) => [titre, _count.messages]),
      [
        ['Plus pressée', 0],
        ['Correction Mémoire de Master', 3],
      ],
    );
    assert.deepEqual(running[1]?.user, { prenom: 'Julien', nom: 'Moreau', email: 'user@example.com' });
    assert.deepEqual(
      running[1]?.files.map(({ filename }) => filename),
      ['memoire-modiano.pdf'],
    );
  });

  test('Messages d’une conversation projet', async () => {
    const messages = await run<{ id: string; sender: { prenom: string }; attachments: unknown[] }[]>(
      "Messages d'une conversation projet",
    );
    assert.deepEqual(
      messages.map(({ id }) => id),
      [1, 2, 3].map((number) => sampleId('message', number)),
    );
    assert.deepEqual(
      messages.map(({ sender }) => sender.prenom),
      ['Julien', 'Sophie', 'Sophie'],
    );
    assert.deepEqual(messages[0]?.attachments, []);
  });

  test('Tickets support non assignés', async () => {
    const ticket = { userId: AUTHOR, description: '…', status: 'OUVERT' as const, assignedToId: null };
    await database.db
      .insertInto('support_requests')
      .values([
        { ...ticket, title: 'Critique', priority: 'CRITIQUE' },
        { ...ticket, title: 'Faible', priority: 'FAIBLE' },
        { ...ticket, title: 'Fermé', priority: 'CRITIQUE', status: 'FERME' },
        { ...ticket, title: 'Assigné', priority: 'CRITIQUE', assignedToId: ADMIN },
      ])
      .execute();
    const tickets = await run<{ title: string; _count: { messages: number } }[]>('Tickets support non assignés');
    const titles = tickets.map(({ title, _count }) => `${title} ${_count.messages}`);
    const byRank = ['Critique 0', 'Facture au nom de mon association 1', 'Faible 0'];
    // On SQLite an enumeration is a text, and Prisma sorts it as one: the rows are right, their order is not.
    if (database.name === 'sqlite') assert.deepEqual(titles.sort(), byRank.toSorted());
    else assert.deepEqual(titles, byRank);
  });

  test('Créer un message support', async () => {
    const { id } = await run<{ id: string }>('Créer un message support');
    const row = await database.db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const { senderId, type, supportRequestId, commandeId, statut } = row;
    assert.deepEqual(
      { senderId, type, supportRequestId, commandeId, statut },
      { senderId: ADMIN, type: 'SUPPORT_MESSAGE', supportRequestId: TICKET, commandeId: null, statut: 'ENVOYE' },
    );
  });

  test('Factures d’un utilisateur', async () => {
    const invoices = await run<{ number: string; commande: { titre: string } }[]>("Factures d'un utilisateur");
    assert.deepEqual(
      invoices.map(({ number }) => number),
      ['FACT-2026-0003', 'FACT-2026-0002', 'FACT-2026-0001'],
    );
    assert.equal(invoices[0]?.commande.titre, 'Passage du Nord, recueil de nouvelles');
  });

  test('Générer une facture automatiquement', async () => {
    const { id } = await run<{ id: string }>('Générer une facture automatiquement');
    const row = await database.db.selectFrom('invoices').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const { number, amount, taxAmount, status, commandeId } = row;
    assert.deepEqual(
      { number, amount, taxAmount, status, commandeId },
      {
        number: `FACT-${new Date().getFullYear()}-0042`,
        amount: 59_900,
        taxAmount: 11_980,
        status: 'GENERATED',
        commandeId: RUNNING,
      },
    );
  });

  test('Statistiques de facturation', async () => {
    assert.deepEqual(await run('Statistiques de facturation'), { _sum: { amount: 59_900 }, _count: { id: 1 } });
  });

  test('Dashboard admin complet', async () => {
    const [people, byStatut, revenue, tickets] =
      await run<[number, { statut: string; _count: { id: number } }[], unknown, number]>('Dashboard admin complet');
    assert.deepEqual([people, revenue, tickets], [0, { _sum: { amount: 59_900 } }, 1]);
    assert.deepEqual(countsOf(byStatut), { EN_ATTENTE: 1, EN_COURS: 1, TERMINE: 1 });
  });

  test('Utilisateurs les plus actifs', async () => {
    const users = await run<{ email: string; _count: unknown }[]>('Utilisateurs les plus actifs');
    assert.deepEqual(
      users.map(({ email, _count }) => [email, _count]),
      [
        ['user@example.com', { commandes: 3, sentMessages: 2, supportRequests: 2 }],
        ['admin@staka-editions.com', { commandes: 0, sentMessages: 3, supportRequests: 0 }],
      ],
    );
  });
});

function countsOf(groups: { statut: string; _count: { id: number } }[]): Record<string, number> {
  return Object.fromEntries(groups.map(({ statut, _count }) => [statut, _count.id]));
}

/** One invoice paid this month, one paid before, one not paid; one card in use and one that is not. */
async function addInvoices(db: Db): Promise<void> {
  const invoice = { commandeId: DELIVERED, taxAmount: 11_980, pdfUrl: '' };
  await db
    .insertInto('invoices')
    .values([
      {
        ...invoice,
        number: 'FACT-2026-0001',
        amount: 10_000,
        status: 'PAID',
        createdAt: new Date('2026-10-31T23:59:59.999Z'),
      },
      {
        ...invoice,
        number: 'FACT-2026-0002',
        amount: 59_900,
        status: 'PAID',
        createdAt: new Date('2026-11-01T00:00:00.000Z'),
      },
      {
        ...invoice,
        number: 'FACT-2026-0003',
        amount: 20_000,
        status: 'SENT',
        createdAt: new Date('2026-11-02T00:00:00.000Z'),
      },
    ])
    .execute();
  const card = { userId: AUTHOR, brand: 'visa', expMonth: 1, expYear: 2030 };
  await db
    .insertInto('payment_methods')
    .values([
      { ...card, stripePaymentMethodId: 'pm_1', last4: '4242', isActive: true },
      { ...card, stripePaymentMethodId: 'pm_2', last4: '0000', isActive: false },
    ])
    .execute();
}
