import { defineEvent } from '#platform/outbox/event.ts';

/** Somebody gave themselves a picture, or took it away. */
export const avatarChanged = defineEvent<{ userId: string; isThere: boolean }>('user.avatar-changed');
