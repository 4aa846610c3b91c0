import { identityUnlinked } from '#modules/identities/module.ts';
import { effect } from '#platform/outbox/effect.ts';
import { webhookReceived } from './facts.ts';
import { forgetLink } from './forget-link.ts';
import { processWebhook } from './receive-webhook.ts';

export const clerkEffects = [
  effect(webhookReceived, 'apply', ({ context, tx, payload }) => processWebhook(context, tx, payload.webhookId)),
  effect(identityUnlinked, 'forget-clerk-link', async ({ tx, payload }) => {
    if (payload.provider === 'clerk') await forgetLink(tx, payload.subject);
  }),
];
