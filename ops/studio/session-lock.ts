import { record } from '#modules/audit/module.ts';
import { sessionErrors } from '#modules/sessions/module.ts';
import { capabilities, type Db, inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import type { StudioLock } from './policy.ts';

export const UNLOCKED_MS = 10 * 60_000;
/** A proof is given for this, and not for what came before. */
const PROVED_WITHIN_MS = 2 * 60_000;

/** Of one session, in the database: the same for every process, gone with the session. */
export const sessionLock: StudioLock = {
  visitor: (actor) => ({ actor, origin: null, by: null }),
  until: (db, { actor }) => unlockedUntil(db, actor.sessionId),
  unlock: async (db, { actor }) => {
    requireProof(actor);
    const until = new Date(Date.now() + UNLOCKED_MS);
    await inTransaction(db, async (tx) => {
      await saveUnlock(tx, actor.sessionId, until);
      await record(tx, { action: 'studio.unlocked', targetType: 'studio', data: { until: until.toISOString() } });
    });
    return until;
  },
  lock: (db, { actor }) =>
    inTransaction(db, async (tx) => {
      const wasUnlocked = await deleteUnlock(tx, actor.sessionId);
      if (wasUnlocked) await record(tx, { action: 'studio.locked', targetType: 'studio' });
    }),
};

/** @throws FRESH_AUTHENTICATION_REQUIRED */
function requireProof({ authenticatedAt }: Actor): void {
  const since = Date.now() - Date.parse(authenticatedAt ?? '1970-01-01T00:00:00Z');
  if (since >= PROVED_WITHIN_MS) throw sessionErrors.FRESH_AUTHENTICATION_REQUIRED();
}

async function unlockedUntil(db: Db, sessionId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('studio_unlocks')
    .select('unlockedUntil')
    .where('sessionId', '=', sessionId)
    .executeTakeFirst();
  return row && row.unlockedUntil > new Date() ? row.unlockedUntil : null;
}

async function saveUnlock(tx: Db, sessionId: string, unlockedUntil: Date): Promise<void> {
  await tx.deleteFrom('studio_unlocks').where('unlockedUntil', '<=', new Date()).execute();
  const row = tx.insertInto('studio_unlocks').values({ sessionId, unlockedUntil });
  await capabilities(tx).upsert(row, ['sessionId'], { unlockedUntil });
}

async function deleteUnlock(tx: Db, sessionId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('studio_unlocks')
    .where('sessionId', '=', sessionId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
