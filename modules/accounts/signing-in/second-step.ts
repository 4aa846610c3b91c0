import {
  endStep,
  type FactorProof,
  findStep,
  isGuess,
  type OpenStep,
  proveFactor,
  provePasskey,
  secondFactorErrors,
  tryStep,
  type UseFactor,
} from '#modules/second-factors/module.ts';
import { openSession, type Visitor } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { accountErrors } from '../errors.ts';
import { markOf } from '../passwords/password-mark.ts';
import { type CredentialsRow, clearAttempts, lockCredentials } from '../queries.ts';
import { reserveAttempt, secondFactorLimit } from './attempts.ts';
import type { OpenedSession } from './login.ts';

interface Answer {
  readonly visitor: Visitor;
  /** The `Origin` of the request. */
  readonly origin: string | undefined;
}

/**
 * The second step of signing in: five tries a challenge, and as many an account as passwords have. Nothing is looked at
 * before the try is counted.
 * @throws SECOND_FACTOR_EXPIRED, SECOND_FACTOR_WRONG, SECOND_FACTOR_UNREADABLE, PASSKEY_REFUSED, AUTH_TOO_MANY_ATTEMPTS
 */
export async function passSecondStep(
  context: Context,
  { challenge, proof, ...answer }: Answer & { readonly challenge: string; readonly proof: FactorProof },
): Promise<OpenedSession> {
  const { db } = context;
  const { userId } = await findStep(db, challenge);
  const limit = secondFactorLimit(userId);
  if (isGuess(proof)) await reserveAttempt(db, limit);
  const step = await tryStep(db, challenge);
  const use = await proveFactor(context, proof, { userId, sessionId: null, ...answer });
  return inTransaction(db, async (tx) => {
    await assertSame(tx, step);
    await endStep(tx, step);
    await clearAttempts(tx, limit.key);
    return open(context, tx, { userId, use, visitor: answer.visitor });
  });
}

/**
 * Signs in by a passkey alone: its device has asked for a finger, a face or a PIN, which makes it two factors.
 * @throws PASSKEY_REFUSED, AUTH_ACCOUNT_DISABLED, AUTH_EMAIL_NOT_CONFIRMED
 */
export async function loginByPasskey(
  context: Context,
  { passkey, visitor, origin }: Answer & { readonly passkey: NonNullable<FactorProof['passkey']> },
): Promise<OpenedSession> {
  const { userId, use } = await provePasskey(context, passkey, { by: null, origin });
  return inTransaction(context.db, async (tx) => {
    assertMayEnter(await lockCredentials(tx, userId));
    return open(context, tx, { userId, use, visitor });
  });
}

interface Proved {
  readonly userId: string;
  readonly use: UseFactor;
  readonly visitor: Visitor;
}

async function open({ config }: Context, tx: Db, { userId, use, visitor }: Proved): Promise<OpenedSession> {
  await use(tx);
  const token = await openSession(tx, { config, userId, visitor, secondFactorAt: new Date() });
  return { userId, token };
}

/** A password that was replaced since, or an account that was deactivated, opens nothing any more. */
async function assertSame(tx: Db, { userId, data }: OpenStep): Promise<void> {
  const account = await lockCredentials(tx, userId);
  if (!account?.isActive || markOf(account.password) !== data.password)
    throw secondFactorErrors.SECOND_FACTOR_EXPIRED();
}

function assertMayEnter(account: CredentialsRow | undefined): asserts account {
  if (!account) throw secondFactorErrors.PASSKEY_REFUSED();
  if (!account.isActive) throw accountErrors.AUTH_ACCOUNT_DISABLED();
  if (account.emailVerifiedAt === null) throw accountErrors.AUTH_EMAIL_NOT_CONFIRMED();
}
