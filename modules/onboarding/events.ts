import type { Role } from '#platform/db/database.gen.ts';
import { defineEvent } from '#platform/outbox/event.ts';

/** Somebody answered the questions of the first sign-in; `role` is theirs from now on. */
export const userOnboarded = defineEvent<{ userId: string; role: Role }>('user.onboarded');

/** Somebody asks for a role that an administrator gives. */
export const roleRequested = defineEvent<{ userId: string; role: Role }>('user.role-requested');

export const roleRequestDecided = defineEvent<{
  userId: string;
  actorId: string;
  role: Role;
  accepted: boolean;
  /** In the words of whoever decided. */
  reason?: string | null;
}>('user.role-request-decided');
