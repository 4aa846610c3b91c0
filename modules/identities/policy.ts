import { requireFresh } from '#modules/sessions/module.ts';
import type { IdentityRow } from '#platform/db/database.gen.ts';
import type { Actor } from '#platform/http/actor.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';
import { identityErrors } from './errors.ts';
import { findIdentityOf } from './queries.ts';

/** Another way into one's account, by whoever has just proved whose it is. @throws FRESH_AUTHENTICATION_REQUIRED */
export function mayLinkIdentity({ actor }: SignedInCall): Allowed<'identity.link', Actor> {
  requireFresh(actor);
  return allow('identity.link', actor);
}

/** One's own, and nobody else's: those do not exist. @throws FRESH_AUTHENTICATION_REQUIRED, IDENTITY_NOT_FOUND */
export async function mayUnlinkIdentity({
  context,
  actor,
  params,
}: SignedInCall<{ params: { id: string } }>): Promise<Allowed<'identity.unlink', IdentityRow>> {
  const identity = await findIdentityOf(context.db, { id: params.id, userId: actor.userId });
  if (!identity) throw identityErrors.IDENTITY_NOT_FOUND();
  requireFresh(actor);
  return allow('identity.unlink', identity);
}
