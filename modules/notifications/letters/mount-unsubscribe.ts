import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { findAccount, NOTIFICATION_EVENTS, upsertPreferences } from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import { contract } from '#platform/http/contract.ts';
import { schemaOf } from '#platform/http/mount.ts';
import { rateLimitOf } from '#platform/http/rate-limit.ts';
import { notificationErrors } from '../errors.ts';
import { EVERYTHING, readUnsubscribeToken } from './unsubscribe-token.ts';

const Query = Type.Object({
  token: Type.String({ minLength: 1, maxLength: 600, description: 'From the header of a letter' }),
});

export const unsubscribeContract = contract({
  summary: 'End letters of a kind',
  description:
    'For mail programs, by the `List-Unsubscribe` header of a letter (RFC 8058): no cookie, no session, and doing it again changes nothing.',
  tags: ['notifications'],
  query: Query,
  errors: ['NOTIFICATION_UNSUBSCRIBE_INVALID'],
  rateLimit: { max: 60, windowSeconds: 60 },
});

/** Takes a form, which nothing else here does: mail programs send one. */
export async function mountUnsubscribe(api: FastifyInstance, context: Context): Promise<void> {
  await api.register(async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => done(null));
    app.route<{ Querystring: Static<typeof Query> }>({
      method: 'POST',
      url: '/api/notifications/desabonnement',
      schema: schemaOf(unsubscribeContract, { status: 204, isPublic: true }),
      config: { rateLimit: rateLimitOf('POST', unsubscribeContract), isPublic: true },
      bodyLimit: 16 * 1024,
      handler: async ({ query }, reply) => {
        await unsubscribe(context, query.token);
        return reply.status(204).send();
      },
    });
  });
}

/** @throws NOTIFICATION_UNSUBSCRIBE_INVALID */
async function unsubscribe(context: Context, token: string): Promise<void> {
  const subscription = readUnsubscribeToken(context, token);
  if (!subscription) throw notificationErrors.NOTIFICATION_UNSUBSCRIBE_INVALID();
  const { userId, event } = subscription;
  await inTransaction(context.db, async (tx) => {
    const account = await findAccount(tx, userId);
    if (!account) return;
    const notifications = { ...account.notifications };
    const events = event === EVERYTHING ? Object.keys(NOTIFICATION_EVENTS) : [event];
    for (const one of events) notifications[one] = { ...notifications[one], email: false };
    await upsertPreferences(tx, userId, { notifications });
  });
}
