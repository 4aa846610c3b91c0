import { sendServiceLinkedNotice } from '#modules/accounts/module.ts';
import { type Effect, externalEffect } from '#platform/outbox/effect.ts';
import { defineEvent } from '#platform/outbox/event.ts';

/** An account elsewhere signs in as this person from now on; `actorId` is whoever decided it, null for nobody. */
export const identityLinked = defineEvent<{
  userId: string;
  provider: string;
  actorId: string | null;
  ip: string | null;
}>('identity.linked');

/** `subject` is what the person is called there. */
export const identityUnlinked = defineEvent<{
  userId: string;
  provider: string;
  subject: string;
  actorId: string | null;
}>('identity.unlinked');

/** Somebody new came with an account elsewhere. */
export const userCreatedByIdentity = defineEvent<{ userId: string; provider: string; ip: string | null }>(
  'user.created-by-identity',
);

export const signedInByIdentity = defineEvent<{ userId: string; provider: string; ip: string | null }>(
  'identity.signed-in',
);

export const identitiesEffects: Effect[] = [
  externalEffect(identityLinked, 'tell-owner', ({ context, payload: { userId, provider }, event, key }) => {
    const label = context.config.oidcProviders.find(({ name }) => name === provider)?.label ?? provider;
    return sendServiceLinkedNotice(context, { userId, label, at: event.createdAt, key });
  }),
];
