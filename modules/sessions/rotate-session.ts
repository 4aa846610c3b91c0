import type { Db } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { hashOfToken, newSecretToken } from '#platform/secret-token.ts';
import { lockSession, replaceToken } from './queries.ts';

/** How long the token before is good for: the requests that were under way with it arrive within this. */
export const ROTATION_GRACE_MS = 20_000;

/** What the person has just proved; what is left out stays as it is. */
export interface Proof {
  readonly authenticatedAt?: Date;
  readonly secondFactorAt?: Date;
}

/**
 * Gives a session another token, as every rise of privilege does, and returns it: it is not known again. The one before
 * opens the session for 20 s more, and nothing after.
 *
 * Null when the token was replaced since this very request was authenticated, by another one in parallel: its answer
 * carries the new token, and one more would take it away from whoever has just got it. Null, too, where the token is one
 * of another service, which is all its person has. The proof counts all the same.
 * @throws AUTH_REQUIRED when the session was revoked meanwhile
 */
export async function rotateSession(
  tx: Db,
  { sessionId, rotation, elsewhere }: Pick<Actor, 'sessionId' | 'rotation' | 'elsewhere'>,
  proof: Proof = {},
): Promise<string | null> {
  const session = await lockSession(tx, sessionId);
  if (!session || session.revokedAt !== null) throw httpErrors.AUTH_REQUIRED();
  const isReplaced = rotation && (rotation.isBefore || rotation.at !== (session.rotatedAt?.toISOString() ?? null));
  const token = isReplaced || elsewhere ? null : newSecretToken();
  await replaceToken(tx, sessionId, { hash: token === null ? null : hashOfToken(token), ...proof });
  return token;
}
