import type { Visitor } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { secondFactorErrors } from './errors.ts';
import { secondFactorChanged } from './events.ts';
import type { PasskeyAssertion } from './passkey-answers.ts';
import { provePasskey } from './prove-passkey.ts';
import { findTotp, takeStep } from './queries.ts';
import { spendRecoveryCode } from './recovery-codes.ts';
import { stepOf } from './totp.ts';

/** What a person gives as their second factor: one of the three. */
export interface FactorProof {
  readonly code?: string;
  readonly recoveryCode?: string;
  readonly passkey?: PasskeyAssertion;
}

export interface Prover {
  readonly userId: string;
  readonly visitor: Visitor;
  /** Null for somebody who is just signing in. */
  readonly sessionId: string | null;
  /** The `Origin` of the request. */
  readonly origin: string | undefined;
}

/** Uses up what was proved. @throws SECOND_FACTOR_WRONG, PASSKEY_REFUSED when another request was first */
export type UseFactor = (tx: Db) => Promise<void>;

/** Whether it can be guessed at, and so counts as an attempt. */
export function isGuess({ passkey }: FactorProof): boolean {
  return passkey === undefined;
}

/**
 * Looks at what a person gives, and writes nothing: `use` does, in the transaction that lets them in.
 * @throws SECOND_FACTOR_WRONG, SECOND_FACTOR_UNREADABLE, PASSKEY_REFUSED
 */
export async function proveFactor(context: Context, proof: FactorProof, prover: Prover): Promise<UseFactor> {
  const { code, recoveryCode, passkey } = proof;
  const { userId, origin } = prover;
  if (passkey) return (await provePasskey(context, passkey, { by: userId, origin })).use;
  if (recoveryCode !== undefined) return (tx) => takeRecoveryCode(context, tx, recoveryCode, prover);
  return proveCode(context, userId, code ?? '');
}

async function proveCode(context: Context, userId: string, code: string): Promise<UseFactor> {
  const totp = await findTotp(context.db, userId);
  const step = totp?.confirmedAt ? await stepOf(context, totp, code) : null;
  if (step === null) throw secondFactorErrors.SECOND_FACTOR_WRONG();
  return async (tx) => {
    if (!(await takeStep(tx, userId, step))) throw secondFactorErrors.SECOND_FACTOR_WRONG();
  };
}

async function takeRecoveryCode(context: Context, tx: Db, typed: string, prover: Prover): Promise<void> {
  const { userId, visitor, sessionId } = prover;
  if (!(await spendRecoveryCode(tx, context, userId, typed))) throw secondFactorErrors.SECOND_FACTOR_WRONG();
  const { ip, userAgent } = visitor;
  const what = 'recovery-code-used';
  await publish(tx, secondFactorChanged, { userId, actorId: userId, what, ip, userAgent, sessionId });
}
