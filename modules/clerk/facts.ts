import { defineEvent } from '#platform/outbox/event.ts';

/** Something signed by Clerk is kept, and is to be applied. */
export const webhookReceived = defineEvent<{ webhookId: string }>('clerk.webhook-received');

/** A user of Clerk’s is this person from now on; `isNew` when they were nobody here before. */
export const clerkUserLinked = defineEvent<{
  clerkUserId: string;
  userId: string;
  isNew: boolean;
  actorId: string | null;
}>('clerk.user-linked');

/** An administrator is to say who this is. */
export const clerkUserWaiting = defineEvent<{ clerkUserId: string; reason: string }>('clerk.user-waiting');

/** An administrator has said that this is nobody here. */
export const clerkUserRefused = defineEvent<{ clerkUserId: string; actorId: string }>('clerk.user-refused');

/** Clerk banned or locked them, and they are deactivated here; or does so no more, and they are active again. */
export const clerkUserBlocked = defineEvent<{ clerkUserId: string; userId: string }>('clerk.user-blocked');
export const clerkUserUnblocked = defineEvent<{ clerkUserId: string; userId: string }>('clerk.user-unblocked');

/** Clerk deleted them; `userId` is the person who can no longer sign in by it, if there was one. */
export const clerkUserDeleted = defineEvent<{
  clerkUserId: string;
  userId: string | null;
  outcome: 'DELETED' | 'DEACTIVATED' | 'UNLINKED';
}>('clerk.user-deleted');
