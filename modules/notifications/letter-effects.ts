import { effect, externalEffect } from '#platform/outbox/outbox.ts';
import { letterDue, notificationCreated } from './events.ts';
import { planLetter } from './letters/plan-letter.ts';
import { sendNews } from './letters/send-news.ts';

/** What is written to people of what happens to their commandes. */
export const letterEffects = [
  effect(notificationCreated, 'plan-letter', ({ tx, payload }) => planLetter(tx, payload.notificationId)),
  externalEffect(letterDue, 'send-news', ({ context, payload, key }) => sendNews(context, { ...payload, key })),
];
