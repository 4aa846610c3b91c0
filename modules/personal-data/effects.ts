import { accountOpened, userReactivated, userRegistered } from '#modules/accounts/module.ts';
import { clerkUserDeleted } from '#modules/clerk/module.ts';
import { recordConsents } from '#modules/consents/module.ts';
import { effect, externalEffect } from '#platform/outbox/effect.ts';
import { originOf } from '#platform/outbox/origin.ts';
import { cancelErasuresOf } from './erasure/cancel-erasure.ts';
import { followClerk } from './erasure/follow-clerk.ts';
import { forgetEvents, removeBytes } from './erasure/forget-traces.ts';
import { sendErasureLetter } from './erasure/send-erasure-letter.ts';
import { dataExportReady, dataExportRequested, erasureRequested, personErased } from './events.ts';
import { makeExport } from './exports/make-export.ts';
import { sendExportLetter } from './exports/send-export-letter.ts';

export const personalDataEffects = [
  effect(userRegistered, 'record-consents', ({ context, tx, payload, event }) =>
    recordConsents(tx, context.config, {
      userId: payload.userId,
      grantedAt: event.createdAt,
      origin: originOf(payload),
    }),
  ),
  effect(accountOpened, 'record-consents', ({ context, tx, payload, event }) =>
    recordConsents(tx, context.config, {
      userId: payload.userId,
      grantedAt: event.createdAt,
      origin: originOf(payload),
    }),
  ),
  effect(clerkUserDeleted, 'request-erasure', async ({ context, tx, payload: { userId, outcome } }) => {
    if (userId !== null && outcome === 'DEACTIVATED') await followClerk(context, tx, userId);
  }),
  effect(userReactivated, 'cancel-erasure', ({ tx, payload }) => cancelErasuresOf(tx, payload.userId)),

  externalEffect(dataExportRequested, 'make-archive', ({ context, payload, event }) =>
    makeExport(context, payload.exportId, event.attempts),
  ),
  externalEffect(dataExportReady, 'send-letter', ({ context, payload, key }) =>
    sendExportLetter(context, { ...payload, key }),
  ),
  externalEffect(erasureRequested, 'send-letter', ({ context, payload, key }) =>
    sendErasureLetter(context, { ...payload, key }),
  ),
  externalEffect(personErased, 'remove-bytes', ({ context }) => removeBytes(context)),
  externalEffect(personErased, 'forget-events', ({ context, payload }) => forgetEvents(context, payload.userId)),
];
