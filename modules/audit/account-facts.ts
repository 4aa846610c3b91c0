import {
  accountOpened,
  changeUndone,
  emailChanged,
  emailChangeRefused,
  emailChangeRequested,
  loginFailed,
  passwordChanged,
  passwordResetRequested,
  roleChanged,
  userCreated,
  userDeactivated,
  userInvited,
  userReactivated,
  userRegistered,
  userViewed,
} from '#modules/accounts/module.ts';
import { sessionOpened, sessionRevoked } from '#modules/sessions/module.ts';
import { audited } from './audited.ts';
import { onUser } from './on-user.ts';

/** What concerns accounts, rights and sessions. */
export const accountFacts = [
  audited(userRegistered, ({ userId }) => ({ actorId: userId, ...onUser(userId) })),
  audited(userCreated, ({ userId, role }) => ({ ...onUser(userId), data: { role } })),
  audited(userInvited, ({ userId, invitedById }) => ({ actorId: invitedById, ...onUser(userId) })),
  audited(accountOpened, ({ userId, by }) => ({ actorId: userId, ...onUser(userId), data: { by } })),
  audited(loginFailed, ({ userId, isLocked, ip, userAgent }) => ({
    ...(userId === null ? {} : onUser(userId)),
    ip,
    userAgent,
    data: { locked: isLocked },
  })),
  audited(passwordResetRequested, ({ userId }) => (userId === null ? null : onUser(userId))),
  audited(passwordChanged, ({ userId }) => ({ actorId: userId, ...onUser(userId) })),
  audited(emailChangeRequested, ({ userId }) => ({ actorId: userId, ...onUser(userId) })),
  audited(emailChangeRefused, ({ userId }) => onUser(userId)),
  audited(emailChanged, ({ userId }) => onUser(userId)),
  audited(changeUndone, ({ userId, notice, isEmailRestored }) => ({
    ...onUser(userId),
    data: { notice, isEmailRestored },
  })),
  audited(roleChanged, ({ userId, actorId, from, to }) => ({ actorId, ...onUser(userId), data: { from, to } })),
  audited(userDeactivated, ({ userId, actorId }) => ({ actorId, ...onUser(userId) })),
  audited(userReactivated, ({ userId, actorId }) => ({ actorId, ...onUser(userId) })),
  audited(userViewed, ({ userId, actorId }) => ({ actorId, ...onUser(userId) })),
  // Opened by an administrator as somebody else, it is recorded as the beginning of that.
  audited(sessionOpened, ({ sessionId, userId, tokenId, impersonatorId, device, ip }) => ({
    action: impersonatorId === null ? 'session.opened' : 'impersonation.begun',
    actorId: impersonatorId ?? userId,
    ...onUser(userId),
    sessionId,
    ip,
    data: { device, ...(tokenId === null ? {} : { tokenId }) },
  })),
  audited(sessionRevoked, ({ sessionId, userId, byId, tokenId, impersonatorId }) => ({
    ...(impersonatorId === null ? {} : { action: 'impersonation.ended', impersonatorId }),
    actorId: byId,
    ...onUser(userId),
    data: { sessionId, ...(tokenId === null ? {} : { tokenId }) },
  })),
];
