import type { ExpressionBuilder } from 'kysely';
import type { Database, MentorProfileRow, Role, UserRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';
import type { DatedPlace } from '#platform/http/page.ts';

export type Newcomer = Pick<UserRow, 'id' | 'role' | 'wantsRole' | 'onboardedAt'>;

/** As they are now: whoever decides at the same moment waits. */
export async function lockNewcomer(tx: Db, id: string): Promise<Newcomer | undefined> {
  const query = tx.selectFrom('users').select(['id', 'role', 'wantsRole', 'onboardedAt']).where('id', '=', id);
  return capabilities(tx).lockRow(query).executeTakeFirst();
}

export async function findMentorProfile(db: Db, userId: string): Promise<MentorProfileRow | undefined> {
  return db.selectFrom('mentor_profiles').selectAll().where('userId', '=', userId).executeTakeFirst();
}

export async function upsertMentorProfile(
  tx: Db,
  userId: string,
  profile: Pick<MentorProfileRow, 'expertise' | 'hourlyRateCents'>,
): Promise<void> {
  const query = tx.insertInto('mentor_profiles').values({ userId, ...profile });
  await capabilities(tx).upsert(query, ['userId'], { updatedAt: new Date(), ...profile });
}

export interface RoleRequestRow {
  readonly id: string;
  readonly prenom: string;
  readonly nom: string;
  readonly email: string;
  readonly bio: string | null;
  readonly wantsRole: Role | null;
  readonly createdAt: Date;
  readonly onboardedAt: Date | null;
  readonly expertise: MentorProfileRow['expertise'] | null;
  readonly hourlyRateCents: number | null;
}

/** Newest first; `after` is the last of the page before. */
export async function listRoleRequests(
  db: Db,
  { limit, after }: { limit: number; after: DatedPlace | null },
): Promise<RoleRequestRow[]> {
  let query = db
    .selectFrom('users')
    .leftJoin('mentor_profiles as mentor', 'mentor.userId', 'users.id')
    .select(['users.id', 'users.prenom', 'users.nom', 'users.email', 'users.bio', 'users.wantsRole'])
    .select(['users.createdAt', 'users.onboardedAt', 'mentor.expertise', 'mentor.hourlyRateCents'])
    .where('users.wantsRole', 'is not', null)
    .where('users.isActive', '=', true);
  if (after !== null) query = query.where(isOlderThan(after));
  return query.orderBy('users.createdAt', 'desc').orderBy('users.id', 'desc').limit(limit).execute();
}

function isOlderThan({ createdAt, id }: DatedPlace) {
  return ({ eb, and, or }: ExpressionBuilder<Database, 'users'>) =>
    or([eb('users.createdAt', '<', createdAt), and([eb('users.createdAt', '=', createdAt), eb('users.id', '<', id)])]);
}
