import type { Db } from '#platform/db/db.ts';
import { currentOrigin, type Origin } from '#platform/outbox/origin.ts';
import { insertEntry } from './queries.ts';

/** One line of the audit log: who did what to whom, from where. */
export interface AuditFact {
  /** "session.revoked" */
  readonly action: string;
  /** What it was done to: a user, a commande, a file, a session. */
  readonly targetType?: string | null;
  readonly targetId?: string | null;
  /** Null for what the application did by itself, or somebody who is not known. */
  readonly actorId?: string | null;
  readonly impersonatorId?: string | null;
  readonly sessionId?: string | null;
  readonly ip?: string | null;
  readonly userAgent?: string | null;
  /** What else is worth knowing: ids, states, names of fields. Never a secret, nor a text of anybody's. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly createdAt?: Date;
}

const NOWHERE: Origin = { actorId: null, impersonatorId: null, sessionId: null, ip: null, userAgent: null };

/**
 * Writes a line, in the transaction of what it tells. What it does not say of who and where is taken from `origin`: the
 * request under way, or the one that published the event.
 */
export async function record(tx: Db, fact: AuditFact, origin: Origin | null = currentOrigin()): Promise<void> {
  const from = { ...NOWHERE, ...origin };
  await insertEntry(tx, {
    action: fact.action,
    targetType: fact.targetType ?? null,
    targetId: fact.targetId ?? null,
    actorId: fact.actorId ?? from.actorId,
    impersonatorId: fact.impersonatorId ?? from.impersonatorId,
    sessionId: fact.sessionId ?? from.sessionId,
    ip: fact.ip ?? from.ip,
    userAgent: fact.userAgent ?? from.userAgent,
    data: { ...fact.data },
    createdAt: fact.createdAt ?? new Date(),
  });
}
