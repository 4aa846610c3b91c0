import { defineEvent } from '#platform/outbox/event.ts';

export const CHANGES = [
  'totp-added',
  'totp-removed',
  'passkey-added',
  'passkey-removed',
  'recovery-codes-made',
  'recovery-code-used',
  'reset',
] as const;

/** Something changed in how a person proves who they are, beside their password. */
export const secondFactorChanged = defineEvent<{
  userId: string;
  /** The person, or the administrator who reset it; null for an operator at the machine. */
  actorId: string | null;
  what: (typeof CHANGES)[number];
  ip: string | null;
  userAgent: string | null;
  /** Null where the person was just signing in. */
  sessionId: string | null;
}>('second-factor.changed');
