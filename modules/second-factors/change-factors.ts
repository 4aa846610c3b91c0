import { rotateSession } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/event.ts';
import { type CHANGES, secondFactorChanged } from './events.ts';
import { hasFactors } from './list-factors.ts';
import type { OwnFactors } from './policy.ts';
import { forgetSecondFactor, listRecoveryCodes, replaceRecoveryCodes } from './queries.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';

/** What comes of adding a factor. */
export interface Changed {
  /** Those that came with the first factor: they are not known again. */
  readonly recoveryCodes: string[] | null;
  /** The new secret of the session; null where a request in parallel has just got one. */
  readonly token: string | null;
}

type OwnAllowed = Allowed<'second-factors.change', OwnFactors>;
type What = (typeof CHANGES)[number];

/**
 * Adds a factor, in a transaction that holds its owner. The first brings recovery codes, and the session in which it
 * was proved is now one with a second factor, and has another token.
 */
export async function changeFactors(
  context: Pick<Context, 'config' | 'secrets'>,
  tx: Db,
  { owner, actor, visitor }: OwnAllowed,
  what: What,
  add: () => Promise<void>,
): Promise<Changed> {
  await add();
  const isFirst = (await listRecoveryCodes(tx, owner.id)).length === 0;
  const recoveryCodes = isFirst ? await makeRecoveryCodes(tx, context, owner.id) : null;
  const token = await rotateSession(tx, actor, { secondFactorAt: new Date() });
  await tell(tx, { owner, actor, visitor }, what);
  return { recoveryCodes, token };
}

/** After a factor was taken away: with the last one go the recovery codes, and what sessions have proved by it. */
export async function settleRemoval(tx: Db, allowed: OwnFactors, what: What): Promise<void> {
  const { owner } = allowed;
  if (!(await hasFactors(tx, owner.id))) {
    await replaceRecoveryCodes(tx, owner.id, []);
    await forgetSecondFactor(tx, owner.id);
  }
  await tell(tx, allowed, what);
}

export async function tell(tx: Db, { owner, actor, visitor }: OwnFactors, what: What): Promise<void> {
  const { ip, userAgent } = visitor;
  const { userId: actorId, sessionId } = actor;
  await publish(tx, secondFactorChanged, { userId: owner.id, actorId, what, ip, userAgent, sessionId });
}
