import type { Db } from '#platform/db/db.ts';
import { type AskedConsent, asked, type ConsentTexts } from './kinds.ts';
import { isGiven, listConsents } from './queries.ts';

/**
 * What somebody has not agreed to yet, in the wording of today, although it goes with their account: whoever came from
 * Clerk or an OpenID Connect provider has seen no form, and texts change.
 */
export async function listOwed(db: Db, texts: ConsentTexts, userId: string): Promise<AskedConsent[]> {
  const wanted = asked(texts);
  if (wanted.length === 0) return [];
  const given = await listConsents(db, userId);
  return wanted.filter((consent) => !given.some((row) => isGiven(row, consent)));
}
