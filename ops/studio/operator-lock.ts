import { record } from '#modules/audit/module.ts';
import { studioErrors } from './errors.ts';
import type { StudioLock, StudioVisitor } from './policy.ts';
import { UNLOCKED_MS } from './session-lock.ts';

const NOBODY = { actorId: null, impersonatorId: null, sessionId: null, ip: null, userAgent: null };

/** Of the command, for as long as it runs: who began it said whether it may write. What is done is recorded as theirs. */
export function operatorLock({ mayWrite, by }: { mayWrite: boolean; by: string }): StudioLock {
  let until: Date | null = null;
  const said = (visitor: StudioVisitor, action: string) => ({
    fact: { action, targetType: 'studio', data: { by } },
    origin: visitor.origin,
  });
  return {
    visitor: (actor) => ({ actor, origin: NOBODY, by }),
    until: async () => (until !== null && until > new Date() ? until : null),
    unlock: async (db, visitor) => {
      if (!mayWrite) throw studioErrors.STUDIO_READ_ONLY();
      const { fact, origin } = said(visitor, 'studio.unlocked');
      await record(db, fact, origin);
      until = new Date(Date.now() + UNLOCKED_MS);
      return until;
    },
    lock: async (db, visitor) => {
      const { fact, origin } = said(visitor, 'studio.locked');
      if (until !== null) await record(db, fact, origin);
      until = null;
    },
  };
}
