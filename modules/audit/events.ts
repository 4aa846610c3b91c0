import type { Effect } from '#platform/outbox/outbox.ts';
import { defineEvent } from '#platform/outbox/outbox.ts';
import { accountFacts } from './account-facts.ts';
import { audited } from './audited.ts';
import { commandeFacts } from './commande-facts.ts';
import { personalFacts } from './personal-facts.ts';
import { securityFacts } from './security-facts.ts';

/** An administrator looked into the audit log; told once an hour for each search. */
export const auditRead = defineEvent<{ actorId: string; filters: Record<string, unknown> }>('audit.read');

/** What is recorded, each in one transaction with its mark: exactly once. */
export const auditEffects: readonly Effect[] = [
  ...accountFacts,
  ...commandeFacts,
  ...securityFacts,
  ...personalFacts,
  audited(auditRead, ({ actorId, filters }) => ({ actorId, targetType: 'audit', data: { filters } })),
];
