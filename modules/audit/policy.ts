import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';

export function mayReadAudit({ actor }: { actor: Actor }): Allowed<'audit.read', Actor> {
  if (actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
  return allow('audit.read', actor);
}
