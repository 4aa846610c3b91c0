import { apiTokenCreated, apiTokenRevoked } from '#modules/api-tokens/module.ts';
import { avatarChanged } from '#modules/avatars/module.ts';
import {
  clerkUserBlocked,
  clerkUserDeleted,
  clerkUserLinked,
  clerkUserRefused,
  clerkUserUnblocked,
  clerkUserWaiting,
} from '#modules/clerk/module.ts';
import { identityLinked, identityUnlinked, userCreatedByIdentity } from '#modules/identities/module.ts';
import { roleRequestDecided, roleRequested, userOnboarded } from '#modules/onboarding/module.ts';
import { secondFactorChanged } from '#modules/second-factors/module.ts';
import { audited } from './audited.ts';
import { onUser } from './on-user.ts';

/** What concerns the ways in, and what people ask to be: second factors, API tokens, accounts elsewhere, roles. */
export const securityFacts = [
  audited(secondFactorChanged, ({ userId, actorId, what, ip, userAgent, sessionId }) => ({
    action: `second-factor.${what}`,
    ...onUser(userId),
    ...{ actorId, ip, userAgent, sessionId },
  })),
  audited(apiTokenCreated, ({ userId, tokenId, scopes, expiresAt }) => ({
    actorId: userId,
    ...onUser(userId),
    data: { tokenId, scopes, expiresAt },
  })),
  audited(apiTokenRevoked, ({ userId, tokenId, byId }) => ({ actorId: byId, ...onUser(userId), data: { tokenId } })),
  audited(identityLinked, ({ userId, actorId, provider, ip }) => ({
    actorId,
    ...onUser(userId),
    ip,
    data: { provider },
  })),
  audited(identityUnlinked, ({ userId, actorId, provider }) => ({ actorId, ...onUser(userId), data: { provider } })),
  audited(userCreatedByIdentity, ({ userId, provider, ip }) => ({
    actorId: userId,
    ...onUser(userId),
    ip,
    data: { provider },
  })),
  audited(clerkUserLinked, ({ clerkUserId, userId, isNew, actorId }) => ({
    actorId,
    ...onUser(userId),
    data: { clerkUserId, isNew },
  })),
  audited(clerkUserWaiting, ({ clerkUserId, reason }) => ({ ...onClerkUser(clerkUserId), data: { reason } })),
  audited(clerkUserRefused, ({ clerkUserId, actorId }) => ({ actorId, ...onClerkUser(clerkUserId) })),
  audited(clerkUserBlocked, ({ clerkUserId, userId }) => ({ ...onUser(userId), data: { clerkUserId } })),
  audited(clerkUserUnblocked, ({ clerkUserId, userId }) => ({ ...onUser(userId), data: { clerkUserId } })),
  audited(clerkUserDeleted, ({ clerkUserId, userId, outcome }) => ({
    ...(userId === null ? onClerkUser(clerkUserId) : onUser(userId)),
    data: { clerkUserId, outcome },
  })),
  audited(avatarChanged, ({ userId, isThere }) => ({ actorId: userId, ...onUser(userId), data: { isThere } })),
  audited(userOnboarded, ({ userId, role }) => ({ actorId: userId, ...onUser(userId), data: { role } })),
  audited(roleRequested, ({ userId, role }) => ({ actorId: userId, ...onUser(userId), data: { role } })),
  audited(roleRequestDecided, ({ userId, actorId, role, accepted }) => ({
    actorId,
    ...onUser(userId),
    data: { role, accepted },
  })),
];

function onClerkUser(targetId: string) {
  return { targetType: 'clerk-user', targetId } as const;
}
