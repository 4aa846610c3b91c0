import type { AuthChallengePurpose, AuthChallengeRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { hashOfToken, looksLikeToken, newSecretToken } from '#platform/secret-token.ts';
import { findChallenge, insertChallenge } from './queries.ts';

const MINUTE_MS = 60_000;

const MINUTES = {
  SECOND_FACTOR: 10,
  PASSKEY_REGISTRATION: 5,
  PASSKEY_AUTHENTICATION: 5,
} as const satisfies Partial<Record<AuthChallengePurpose, number>>;

type Purpose = keyof typeof MINUTES;

interface NewChallenge {
  readonly purpose: Purpose;
  /** Null while nobody knows yet who it is. */
  readonly userId: string | null;
  readonly data?: Record<string, unknown>;
}

/** Makes a step that can be answered once and for a time. Only the SHA-256 is stored: the token is not known again. */
export async function issueChallenge(db: Db, { purpose, userId, data = {} }: NewChallenge): Promise<string> {
  const token = newSecretToken();
  const expiresAt = new Date(Date.now() + MINUTES[purpose] * MINUTE_MS);
  await insertChallenge(db, { userId, purpose, token: hashOfToken(token), data, expiresAt });
  return token;
}

/** The step this token is of, while it can be answered. */
export async function openChallenge(
  db: Db,
  purpose: Purpose,
  token: string | undefined,
): Promise<AuthChallengeRow | undefined> {
  return token !== undefined && looksLikeToken(token)
    ? findChallenge(db, { purpose, hash: hashOfToken(token) })
    : undefined;
}
