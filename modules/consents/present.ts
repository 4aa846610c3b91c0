import type { ConsentRow } from '#platform/db/database.gen.ts';
import { CONSENT_KINDS, type ConsentKind, type ConsentTexts, isRequired, urlOf } from './kinds.ts';
import type { Consent } from './schema.ts';

/** Every kind that is asked for here or was once given, with the last that was said of it. */
export function presentConsents(rows: readonly ConsentRow[], texts: ConsentTexts): Consent[] {
  return CONSENT_KINDS.flatMap((kind) => {
    const row = rows.find((candidate) => candidate.kind === kind);
    const isShown = row !== undefined || !isRequired(kind) || urlOf(kind, texts) !== null;
    return isShown ? [presentConsent(kind, row, texts)] : [];
  });
}

function presentConsent(kind: ConsentKind, row: ConsentRow | undefined, texts: ConsentTexts): Consent {
  return {
    kind,
    isRequired: isRequired(kind),
    url: urlOf(kind, texts),
    version: row?.version ?? null,
    grantedAt: row?.grantedAt.toISOString() ?? null,
    withdrawnAt: row?.withdrawnAt?.toISOString() ?? null,
  };
}
