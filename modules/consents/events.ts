import { defineEvent } from '#platform/outbox/event.ts';

/** Somebody agreed to something, or took it back. */
export const consentChanged = defineEvent<{ userId: string; kind: string; version: string; isGranted: boolean }>(
  'consent.changed',
);
