import { requireFresh } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';
import type { Origin } from '#platform/outbox/origin.ts';
import { studioErrors } from './errors.ts';

/** Who looks at the tables, and as whom it is recorded. */
export interface StudioVisitor {
  readonly actor: Actor;
  /** Null for the origin of the request. */
  readonly origin: Origin | null;
  /** Who it is where they are nobody of Staka's: the account of the operator on this machine. */
  readonly by: string | null;
}

/** Whether writing is open, and how that comes about: differs between the application and the command. */
export interface StudioLock {
  until(db: Context['db'], visitor: StudioVisitor): Promise<Date | null>;
  /** @throws FRESH_AUTHENTICATION_REQUIRED, STUDIO_READ_ONLY */
  unlock(db: Context['db'], visitor: Allowed<'studio.browse', StudioVisitor>): Promise<Date>;
  lock(db: Context['db'], visitor: Allowed<'studio.browse', StudioVisitor>): Promise<void>;
  /** As whom what is done is recorded. */
  visitor(actor: Actor): StudioVisitor;
}

export interface StudioPolicy {
  /** @throws FORBIDDEN, FRESH_AUTHENTICATION_REQUIRED */
  mayBrowse(call: SignedInCall): Allowed<'studio.browse', StudioVisitor>;
  /** @throws FORBIDDEN, FRESH_AUTHENTICATION_REQUIRED, STUDIO_LOCKED */
  mayWrite(call: SignedInCall): Promise<Allowed<'studio.write', StudioVisitor>>;
}

/** An administrator in their own name, who has proved who they are within a quarter of an hour. */
export function studioPolicy(lock: StudioLock): StudioPolicy {
  const visit = ({ actor }: SignedInCall): StudioVisitor => {
    if (actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
    requireFresh(actor);
    return lock.visitor(actor);
  };
  return {
    mayBrowse: (call) => allow('studio.browse', visit(call)),
    mayWrite: async (call) => {
      const visitor = visit(call);
      const until = await lock.until(call.context.db, visitor);
      if (until === null || until <= new Date()) throw studioErrors.STUDIO_LOCKED();
      return allow('studio.write', visitor);
    },
  };
}
