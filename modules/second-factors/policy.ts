import { requireFresh, type Visitor, visitorOf } from '#modules/sessions/module.ts';
import type { PasskeyRow } from '#platform/db/database.gen.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';
import { secondFactorErrors } from './errors.ts';
import { hasFactors } from './list-factors.ts';
import { type FactorOwner, findOwner, listPasskeys } from './queries.ts';

/** Whose factors are changed, by whom and from where. */
export interface OwnFactors {
  readonly owner: FactorOwner;
  readonly actor: Actor;
  readonly visitor: Visitor;
}

export type OwnPasskey = OwnFactors & { readonly passkey: PasskeyRow };

/**
 * One's own factors, by whoever has just proved who they are; who has one gave it in this session, so that a password,
 * or a session from before, takes none away.
 * @throws FRESH_AUTHENTICATION_REQUIRED, SECOND_FACTOR_NOT_GIVEN
 */
export async function mayChangeFactors(call: SignedInCall): Promise<Allowed<'second-factors.change', OwnFactors>> {
  await assertProved(call);
  return allow('second-factors.change', await ownFactors(call));
}

/** @throws FRESH_AUTHENTICATION_REQUIRED, SECOND_FACTOR_NOT_GIVEN, PASSKEY_NOT_FOUND */
export async function mayRemovePasskey(
  call: SignedInCall<{ params: { id: string } }>,
): Promise<Allowed<'passkey.remove', OwnPasskey>> {
  await assertProved(call);
  return allow('passkey.remove', await ownPasskey(call));
}

/** A name changes nothing of what the passkey opens. @throws PASSKEY_NOT_FOUND */
export async function mayRenamePasskey(
  call: SignedInCall<{ params: { id: string } }>,
): Promise<Allowed<'passkey.rename', OwnPasskey>> {
  return allow('passkey.rename', await ownPasskey(call));
}

/**
 * Somebody else's factors, by an administrator who has just proved who they are.
 * @throws FORBIDDEN before anything is said about the person
 */
export async function mayResetFactors(
  call: SignedInCall<{ params: { id: string } }>,
): Promise<Allowed<'second-factors.reset', OwnFactors>> {
  const { actor, context, params, request } = call;
  if (actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
  requireFresh(actor);
  const owner = await findOwner(context.db, params.id);
  if (!owner) throw secondFactorErrors.SECOND_FACTOR_PERSON_NOT_FOUND();
  if (owner.id === actor.userId) throw secondFactorErrors.SECOND_FACTOR_OWN_RESET();
  return allow('second-factors.reset', { owner, actor, visitor: visitorOf(request) });
}

async function assertProved({ actor, context }: SignedInCall): Promise<void> {
  requireFresh(actor);
  if (!actor.secondFactorAt && (await hasFactors(context.db, actor.userId)))
    throw secondFactorErrors.SECOND_FACTOR_NOT_GIVEN();
}

async function ownFactors({ context, actor, request }: SignedInCall): Promise<OwnFactors> {
  const owner = await findOwner(context.db, actor.userId);
  if (!owner) throw httpErrors.AUTH_REQUIRED();
  return { owner, actor, visitor: visitorOf(request) };
}

/** One's own passkeys, and nobody else's: those do not exist. */
async function ownPasskey(call: SignedInCall<{ params: { id: string } }>): Promise<OwnPasskey> {
  const { context, actor, params } = call;
  const passkey = (await listPasskeys(context.db, actor.userId)).find(({ id }) => id === params.id);
  if (!passkey) throw secondFactorErrors.PASSKEY_NOT_FOUND();
  return { ...(await ownFactors(call)), passkey };
}

/** Whoever runs commands on the machine holds its database: there is nothing left to refuse. */
export function operatorMayResetFactors(userId: string): Allowed<'second-factors.reset', { userId: string }> {
  return allow('second-factors.reset', { userId });
}
