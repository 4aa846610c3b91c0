import type { ErasureRow, VerificationTokenRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';
import type { DatedPlace } from '#platform/http/page.ts';

export async function insertErasure(
  tx: Db,
  erasure: Pick<ErasureRow, 'id' | 'userId' | 'requestedById' | 'dueAt'>,
): Promise<void> {
  await tx.insertInto('erasures').values(erasure).execute();
}

export async function findErasure(db: Db, id: string): Promise<ErasureRow | undefined> {
  return db.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirst();
}

/** As it is now: of two processes that come to it, one waits for the other. */
export async function lockErasure(tx: Db, id: string): Promise<ErasureRow | undefined> {
  return capabilities(tx)
    .lockRow(tx.selectFrom('erasures').selectAll().where('id', '=', id))
    .executeTakeFirst();
}

export async function listDueErasures(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('erasures')
    .select('id')
    .where('dueAt', '<=', now)
    .where('doneAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .orderBy('dueAt')
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

export async function markErasureDone(tx: Db, id: string, report: Record<string, unknown>): Promise<void> {
  await tx.updateTable('erasures').set({ doneAt: new Date(), report }).where('id', '=', id).execute();
}

/** Those that were still to come, which are not any more. */
export async function cancelErasures(tx: Db, userId: string): Promise<string[]> {
  const pending = await tx
    .selectFrom('erasures')
    .select('id')
    .where('userId', '=', userId)
    .where('doneAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .execute();
  const ids = pending.map(({ id }) => id);
  if (ids.length > 0)
    await tx.updateTable('erasures').set({ cancelledAt: new Date() }).where('id', 'in', ids).execute();
  return ids;
}

/** Newest first, with whom they are about as long as somebody knows. */
export async function listErasures(
  db: Db,
  { limit, after }: { limit: number; after: DatedPlace | null },
): Promise<ErasureListRow[]> {
  return db
    .selectFrom('erasures as e')
    .leftJoin('users as u', 'u.id', 'e.userId')
    .selectAll('e')
    .select(['u.prenom', 'u.nom', 'u.email', 'u.erasedAt'])
    .$if(after !== null, (query) => {
      const { createdAt, id } = after ?? { createdAt: new Date(0), id: '' };
      return query.where(({ eb, or, and }) =>
        or([eb('e.createdAt', '<', createdAt), and([eb('e.createdAt', '=', createdAt), eb('e.id', '<', id)])]),
      );
    })
    .orderBy('e.createdAt', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute();
}

export interface ErasureListRow extends ErasureRow {
  readonly prenom: string | null;
  readonly nom: string | null;
  readonly email: string | null;
  readonly erasedAt: Date | null;
}

export async function insertCancelLink(
  db: Db,
  link: { userId: string; erasureId: string; hash: string; expiresAt: Date },
): Promise<void> {
  const { userId, erasureId, hash: token, expiresAt } = link;
  await db
    .insertInto('verification_tokens')
    .values({ userId, purpose: 'ERASURE_CANCEL', token, expiresAt, data: { erasureId } })
    .execute();
}

/** As long as it can be used; its account is closed, which is what it is for. */
export async function findCancelLink(
  db: Db,
  hash: string,
): Promise<Pick<VerificationTokenRow, 'userId' | 'data'> | undefined> {
  return db
    .selectFrom('verification_tokens')
    .select(['userId', 'data'])
    .where('token', '=', hash)
    .where('purpose', '=', 'ERASURE_CANCEL')
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', new Date())
    .executeTakeFirst();
}

/** True for one caller only. */
export async function spendCancelLink(tx: Db, hash: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('verification_tokens')
    .set({ usedAt: new Date() })
    .where('token', '=', hash)
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
