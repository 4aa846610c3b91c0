import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eachDatabase } from '#test/databases.ts';
import { generateClients, openPrisma, type PrismaClient } from '#test/prisma/prisma-client.ts';

// The zone in which a driver left to itself shifts dates by an hour or two.
process.env.TZ = 'Europe/Paris';

const MOMENT = new Date('2026-07-14T00:30:00.123Z');

const USER = {
  id: '019aa4b2-d000-7000-8000-00000000cafe',
  prenom: 'Éloïse',
  nom: 'O’Neill 🖋',
  email: 'eloise@example.com',
  password: null,
  role: 'CORRECTOR' as const,
  isActive: false,
  avatar: null,
  telephone: null,
  adresse: 'ligne 1\nligne 2',
  bio: '',
  createdAt: MOMENT,
  updatedAt: MOMENT,
  emailVerifiedAt: MOMENT,
  storageQuota: 2 ** 40 + 1,
  deactivatedAt: MOMENT,
  deactivationReason: 'Longue absence',
  erasedAt: null,
  onboardedAt: MOMENT,
  wantsRole: 'MENTOR' as const,
  passwordChangedAt: null,
  avatarSha256: null,
};

const PREFERENCES = {
  id: '019aa4b2-d000-7000-8001-00000000cafe',
  userId: USER.id,
  langue: 'fr',
  timezone: 'Europe/Paris',
  notifications: { message: { email: true, push: false }, délai: { ém: true } },
  quietHoursStart: '22:00',
  quietHoursEnd: null,
  createdAt: MOMENT,
  updatedAt: MOMENT,
};

before(generateClients);

eachDatabase((database) => {
  let prisma: PrismaClient;
  before(async () => {
    prisma = await openPrisma(database.name, database.url);
  });
  after(() => prisma.$disconnect());

  test('what Kysely writes, Prisma Client reads', async () => {
    await database.db.insertInto('users').values(USER).execute();
    await database.db.insertInto('user_preferences').values(PREFERENCES).execute();
    assert.deepEqual(await prisma.user.findUniqueOrThrow({ where: { id: USER.id } }), {
      ...USER,
      storageQuota: BigInt(USER.storageQuota),
    });
    assert.deepEqual(await prisma.userPreferences.findUniqueOrThrow({ where: { userId: USER.id } }), PREFERENCES);
  });

  test('what Prisma Client writes, Kysely reads', async () => {
    await prisma.user.create({ data: USER });
    await prisma.userPreferences.create({ data: PREFERENCES });
    assert.deepEqual(await database.db.selectFrom('users').selectAll().execute(), [USER]);
    assert.deepEqual(await database.db.selectFrom('user_preferences').selectAll().execute(), [PREFERENCES]);
  });

  test('both fill in ids, moments and defaults alike', async () => {
    await database.db.insertInto('users').values({ email: 'kysely@example.com' }).execute();
    await prisma.user.create({ data: { email: 'prisma@example.com' } });
    const rows = await database.db.selectFrom('users').selectAll().orderBy('email').execute();
    const [ours, theirs] = rows.map(({ id, email, createdAt, updatedAt, ...rest }) => ({
      rest,
      id,
      createdAt,
      updatedAt,
    }));
    assert.deepEqual(ours?.rest, theirs?.rest);
    for (const row of [ours, theirs]) {
      assert.match(row?.id ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.ok(Math.abs(Date.now() - (row?.createdAt.getTime() ?? 0)) < 60_000);
      assert.ok(Math.abs(Date.now() - (row?.updatedAt.getTime() ?? 0)) < 60_000);
    }
  });

  test('moments written by either stand in one order, and are found by either', async () => {
    const page = (slug: string, milliseconds: number) => ({
      slug,
      title: slug,
      content: '…',
      publishedAt: new Date(MOMENT.getTime() + milliseconds),
    });
    await database.db
      .insertInto('pages')
      .values([page('b', 10), page('d', 30)])
      .execute();
    for (const row of [page('a', 0), page('c', 20)]) await prisma.page.create({ data: row });
    const later = new Date(MOMENT.getTime() + 10);
    const ours = await database.db
      .selectFrom('pages')
      .select('slug')
      .where('publishedAt', '>=', later)
      .orderBy('publishedAt')
      .execute();
    const theirs = await prisma.page.findMany({
      where: { publishedAt: { gte: later } },
      orderBy: { publishedAt: 'asc' },
    });
    assert.deepEqual(
      ours.map(({ slug }) => slug),
      ['b', 'c', 'd'],
    );
    assert.deepEqual(
      theirs.map(({ slug }) => slug),
      ['b', 'c', 'd'],
    );
  });

  test('an update by Prisma Client is seen by Kysely, and the other way round', async () => {
    await prisma.user.create({ data: USER });
    await prisma.user.update({ where: { id: USER.id }, data: { isActive: true, role: 'ADMIN' } });
    const ours = await database.db.selectFrom('users').select(['isActive', 'role']).executeTakeFirst();
    assert.deepEqual(ours, { isActive: true, role: 'ADMIN' });
    await database.db.updateTable('users').set({ isActive: false, emailVerifiedAt: null }).execute();
    const theirs = await prisma.user.findUniqueOrThrow({ where: { id: USER.id } });
    assert.deepEqual([theirs.isActive, theirs.emailVerifiedAt], [false, null]);
  });
});
