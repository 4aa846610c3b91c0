import type { ApiTokenRow, Role } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { capabilities } from '#platform/db/db.ts';
import { prepared } from '#platform/db/prepared.ts';

/** What a request needs to know of the API token it comes with. */
export interface ApiTokenAuthenticationRow {
  readonly tokenId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly role: Role;
  readonly isActive: boolean;
  readonly langue: string | null;
}

const authentication = prepared<ApiTokenAuthenticationRow>((db) =>
  db
    .selectFrom('api_tokens as token')
    .innerJoin('users as person', 'person.id', 'token.userId')
    .leftJoin('user_preferences as preferences', 'preferences.userId', 'token.userId')
    .select([
      'token.id as tokenId',
      'token.userId',
      'token.scopes',
      'token.expiresAt',
      'token.lastUsedAt',
      'token.revokedAt',
      'person.role',
      'person.isActive',
      'preferences.langue',
    ])
    .where('token.token', '=', ''),
);

/** The API token of this hash with its person. */
export async function findByHash(db: Db, hash: string): Promise<ApiTokenAuthenticationRow | undefined> {
  const [row] = await authentication(db, [hash]);
  return row;
}

/** Unless somebody else has written a later use. */
export async function writeLastUse(db: Db, id: string, { now, before }: { now: Date; before: Date }): Promise<void> {
  await db
    .updateTable('api_tokens')
    .set({ lastUsedAt: now })
    .where('id', '=', id)
    .where(({ or, eb }) => or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<', before)]))
    .execute();
}

export async function insertApiToken(
  tx: Db,
  values: Pick<ApiTokenRow, 'id' | 'userId' | 'name' | 'prefix' | 'token' | 'scopes' | 'expiresAt'>,
): Promise<void> {
  await tx.insertInto('api_tokens').values(values).execute();
}

/** Those that are not revoked, the newest first; those that have expired are among them. */
export async function listApiTokens(db: Db, userId: string): Promise<ApiTokenRow[]> {
  return unrevoked(db, userId).selectAll().orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();
}

export async function findApiToken(
  db: Db,
  { id, userId }: { id: string; userId: string },
): Promise<ApiTokenRow | undefined> {
  return unrevoked(db, userId).selectAll().where('id', '=', id).executeTakeFirst();
}

/** How many there are; nobody adds one until the transaction ends. */
export async function countForAdding(tx: Db, userId: string): Promise<number> {
  await capabilities(tx)
    .lockRow(tx.selectFrom('users').select('id').where('id', '=', userId))
    .execute();
  const { count } = await unrevoked(tx, userId)
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** True when it was good until now. */
export async function revokeApiTokenRow(tx: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('api_tokens')
    .set({ revokedAt: new Date() })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deleteDeadApiTokens(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('api_tokens').where('revokedAt', '<', before).execute();
}

function unrevoked(db: Db, userId: string) {
  return db.selectFrom('api_tokens').where('userId', '=', userId).where('revokedAt', 'is', null);
}
