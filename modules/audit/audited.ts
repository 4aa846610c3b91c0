import { originOf } from '#platform/outbox/origin.ts';
import { type Effect, type EventDefinition, effect } from '#platform/outbox/outbox.ts';
import { type AuditFact, record } from './record.ts';

type Described = Omit<AuditFact, 'action' | 'createdAt'> & { readonly action?: string };

/**
 * Has every fact of this kind in the audit log, once, at the time at which it was published. The action is called like
 * the event unless `describe` says otherwise; of what it says null of, nothing is recorded.
 */
export function audited<Payload extends object>(
  event: EventDefinition<Payload>,
  describe: (payload: Payload) => Described | null,
): Effect {
  return effect(event, 'audit', async ({ tx, payload, event: { name: action, createdAt } }) => {
    const described = describe(payload);
    if (described) await record(tx, { action, ...described, createdAt }, originOf(payload));
  });
}
