import { secondFactorChanged } from '#modules/second-factors/module.ts';
import { sessionOpened } from '#modules/sessions/module.ts';
import type { Role } from '#platform/db/database.gen.ts';
import { externalEffect } from '#platform/outbox/effect.ts';
import { defineEvent } from '#platform/outbox/event.ts';
import type { SecurityNotice } from './letters/secret-links.ts';
import { sendInvitationLetter, sendOpeningLetter, sendPasswordResetLetter } from './letters/send-account-letter.ts';
import {
  sendConfirmFrom,
  sendConfirmTo,
  sendEmailChangedNotice,
  sendEmailIsNow,
  sendNewDeviceNotice,
  sendSecurityNotice,
} from './letters/send-security-letter.ts';

/** Somebody asked for an account with an address nobody had, or that nobody has confirmed. */
export const userRegistered = defineEvent<{ userId: string }>('user.registered');

/** Somebody asked to open an account, and may have one: null stands for nobody, so that both leave the same trace. */
export const openingLetterRequested = defineEvent<{ userId: string | null }>('user.opening-letter-requested');

export const userInvited = defineEvent<{ userId: string; invitedById: string }>('user.invited');

/** Null stands for an address nobody has. */
export const passwordResetRequested = defineEvent<{ userId: string | null }>('user.password-reset-requested');

/**
 * Somebody gave a wrong password: told at the first of a row, and when the account has to wait because of them. Null
 * stands for an address nobody has.
 */
export const loginFailed = defineEvent<{
  userId: string | null;
  isLocked: boolean;
  ip: string;
  userAgent: string | null;
}>('login.failed');

export const passwordChanged = defineEvent<{ userId: string }>('user.password-changed');

/** Both addresses have to answer. */
export const emailChangeRequested = defineEvent<{ userId: string; changeId: string }>('user.email-change-requested');

/** One of the addresses said no, or the person took it back. */
export const emailChangeRefused = defineEvent<{ userId: string }>('user.email-change-refused');

export const emailChanged = defineEvent<{ userId: string; previousEmail: string }>('user.email-changed');

/** Somebody followed the link of a letter about their security: it had not been them. */
export const changeUndone = defineEvent<{
  userId: string;
  notice: SecurityNotice;
  isEmailRestored: boolean | null;
}>('user.change-undone');

/** An account was opened: by the letter of its registration or invitation. */
export const accountOpened = defineEvent<{ userId: string; by: 'confirmation' | 'invitation' }>('user.opened');

/** Without a letter. */
export const userCreated = defineEvent<{ userId: string; role: Role }>('user.created');

export const roleChanged = defineEvent<{ userId: string; actorId: string; from: Role; to: Role }>('user.role-changed');

/** Why is in the account alone. */
export const userDeactivated = defineEvent<{ userId: string; actorId: string }>('user.deactivated');
export const userReactivated = defineEvent<{ userId: string; actorId: string }>('user.reactivated');

/** An administrator opened the page of somebody else; told once an hour. */
export const userViewed = defineEvent<{ userId: string; actorId: string }>('user.viewed');

export const accountsEffects = [
  externalEffect(userRegistered, 'send-confirmation', ({ context, payload, key }) =>
    sendOpeningLetter(context, { userId: payload.userId, key }),
  ),
  externalEffect(openingLetterRequested, 'send-opening-letter', async ({ context, payload, key }) => {
    if (payload.userId !== null) await sendOpeningLetter(context, { userId: payload.userId, key });
  }),
  externalEffect(userInvited, 'send-invitation', ({ context, payload, key }) =>
    sendInvitationLetter(context, { ...payload, key }),
  ),
  externalEffect(passwordResetRequested, 'send-reset-link', async ({ context, payload, key }) => {
    if (payload.userId !== null) await sendPasswordResetLetter(context, { userId: payload.userId, key });
  }),
  externalEffect(passwordChanged, 'send-notice', ({ context, payload, event, key }) =>
    sendSecurityNotice(context, { userId: payload.userId, notice: 'PASSWORD', at: event.createdAt, key }),
  ),
  externalEffect(emailChangeRequested, 'ask-present-address', ({ context, payload, key }) =>
    sendConfirmFrom(context, { ...payload, key }),
  ),
  externalEffect(emailChangeRequested, 'ask-new-address', ({ context, payload, key }) =>
    sendConfirmTo(context, { ...payload, key }),
  ),
  externalEffect(emailChanged, 'tell-previous-address', ({ context, payload, event, key }) =>
    sendEmailChangedNotice(context, { ...payload, at: event.createdAt, key }),
  ),
  externalEffect(emailChanged, 'tell-new-address', ({ context, payload, key }) =>
    sendEmailIsNow(context, { userId: payload.userId, key }),
  ),
  externalEffect(secondFactorChanged, 'send-notice', ({ context, payload, event, key }) =>
    sendSecurityNotice(context, { userId: payload.userId, notice: 'SECOND_FACTOR', at: event.createdAt, key }),
  ),
  externalEffect(sessionOpened, 'tell-of-new-device', async ({ context, payload, event, key }) => {
    // Opened by a program of theirs, or by an administrator: they have signed in nowhere.
    if (payload.tokenId !== null || payload.impersonatorId !== null) return;
    await sendNewDeviceNotice(context, { ...payload, at: event.createdAt, key });
  }),
];
