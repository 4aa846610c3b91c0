import type { Db } from '#platform/db/db.ts';
import type { Origin } from '#platform/outbox/origin.ts';
import type { ConsentTexts } from './kinds.ts';
import { listOwed } from './owed-consents.ts';
import { insertConsent } from './queries.ts';

/** Opening an account is to agree to what goes with it, as the form says: when, from where, and to which wording. */
export async function recordConsents(
  tx: Db,
  texts: ConsentTexts,
  { userId, grantedAt, origin }: { userId: string; grantedAt: Date; origin: Origin | null },
): Promise<void> {
  const place = { ip: origin?.ip ?? null, userAgent: origin?.userAgent ?? null };
  for (const { kind, version } of await listOwed(tx, texts, userId))
    await insertConsent(tx, { userId, kind, version, grantedAt, ...place });
}
