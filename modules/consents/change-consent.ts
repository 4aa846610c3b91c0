import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { publish } from '#platform/outbox/event.ts';
import { consentErrors } from './errors.ts';
import { consentChanged } from './events.ts';
import { isConsentKind, isRequired, urlOf, versionOf } from './kinds.ts';
import { insertConsent, isGiven, listConsents, withdrawConsent } from './queries.ts';

export interface ConsentChange {
  readonly kind: string;
  readonly isGranted: boolean;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/**
 * Gives an agreement, in the wording of today, or takes back one that nobody needs for their account (RGPD, article 7-3:
 * as easily as it was given).
 * @throws CONSENT_UNKNOWN, CONSENT_NOT_WITHDRAWABLE
 */
export async function changeConsent(
  { config, db }: Pick<Context, 'config' | 'db'>,
  { userId }: Actor,
  { kind, isGranted, ip, userAgent }: ConsentChange,
): Promise<void> {
  if (!isConsentKind(kind)) throw consentErrors.CONSENT_UNKNOWN();
  if (isRequired(kind) && !isGranted) throw consentErrors.CONSENT_NOT_WITHDRAWABLE();
  // Nobody agrees to a text that there is not.
  if (isRequired(kind) && urlOf(kind, config) === null) throw consentErrors.CONSENT_UNKNOWN();
  const version = versionOf(kind, config);
  await inTransaction(db, async (tx) => {
    const rows = await listConsents(tx, userId);
    const isThere = isGranted
      ? rows.some((row) => isGiven(row, { kind, version }))
      : rows.some((row) => isOf(row, kind));
    if (isThere === isGranted) return;
    if (isGranted) await insertConsent(tx, { userId, kind, version, grantedAt: new Date(), ip, userAgent });
    else await withdrawConsent(tx, userId, kind);
    await publish(tx, consentChanged, { userId, kind, version, isGranted });
  });
}

function isOf(row: { kind: string; withdrawnAt: Date | null }, kind: string): boolean {
  return row.kind === kind && row.withdrawnAt === null;
}
