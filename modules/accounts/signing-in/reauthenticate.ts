import { type FactorProof, isGuess, proveFactor } from '#modules/second-factors/module.ts';
import { rotateSession, type Visitor } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { accountErrors } from '../errors.ts';
import { verifyPassword } from '../passwords/password-hash.ts';
import { clearAttempts, findCredentials, lockCredentials } from '../queries.ts';
import { passwordChangeLimit, reserveAttempt, secondFactorLimit } from './attempts.ts';

/**
 * Has somebody who is signed in prove again who they are, by their password. What follows from it holds for a quarter
 * of an hour, and the session gets another token: whoever may have seen the one before gains nothing.
 * @returns the token; null where a request in parallel has just got one
 * @throws ACCOUNT_PASSWORD_WRONG, AUTH_TOO_MANY_ATTEMPTS
 */
export async function reauthenticate(
  { config, db }: Pick<Context, 'config' | 'db'>,
  actor: Actor,
  password: string,
): Promise<string | null> {
  const { userId } = actor;
  const limit = passwordChangeLimit(userId);
  await reserveAttempt(db, limit);
  const account = await findCredentials(db, userId);
  if (!(await verifyPassword(password, account?.password, config))) throw accountErrors.ACCOUNT_PASSWORD_WRONG();
  return inTransaction(db, async (tx) => {
    // It may have been replaced meanwhile.
    if ((await lockCredentials(tx, userId))?.password !== account?.password)
      throw accountErrors.ACCOUNT_PASSWORD_WRONG();
    await clearAttempts(tx, limit.key);
    return rotateSession(tx, actor, { authenticatedAt: new Date() });
  });
}

interface FactorAnswer {
  readonly proof: FactorProof;
  readonly visitor: Visitor;
  /** The `Origin` of the request. */
  readonly origin: string | undefined;
}

/**
 * The same by a second factor. The session is now one that has given it.
 * @throws SECOND_FACTOR_WRONG, SECOND_FACTOR_UNREADABLE, PASSKEY_REFUSED, AUTH_TOO_MANY_ATTEMPTS
 */
export async function reauthenticateByFactor(
  context: Context,
  actor: Actor,
  { proof, ...from }: FactorAnswer,
): Promise<string | null> {
  const { userId, sessionId } = actor;
  const limit = secondFactorLimit(userId);
  if (isGuess(proof)) await reserveAttempt(context.db, limit);
  const use = await proveFactor(context, proof, { userId, sessionId, ...from });
  return inTransaction(context.db, async (tx) => {
    await use(tx);
    await clearAttempts(tx, limit.key);
    const now = new Date();
    return rotateSession(tx, actor, { authenticatedAt: now, secondFactorAt: now });
  });
}
