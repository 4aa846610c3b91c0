import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Context } from '#platform/context.ts';
import { contract } from '#platform/http/contract.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { schemaOf } from '#platform/http/mount.ts';
import { clerkErrors } from './errors.ts';
import { receiveWebhook, type SignedMessage, verifyWebhook } from './receive-webhook.ts';

const BODY_LIMIT = 256 * 1024;
/** From one address, in a minute; what is signed is not counted. */
const UNSIGNED_AT_MOST = 30;

export const webhookContract = contract({
  summary: 'What Clerk tells of its users',
  description:
    'For Clerk alone: the raw body, signed by one of CLERK_WEBHOOK_SECRET within five minutes (`svix-id`, `svix-timestamp`, `svix-signature`, or the same as `webhook-…`). `user.created`, `user.updated` and `user.deleted` are kept before they are acknowledged, and applied afterwards, in whatever order and however often they come; other events are acknowledged. What is signed is not rate-limited.',
  tags: ['webhooks'],
  response: Type.Object({ received: Type.Boolean() }),
  errors: ['CLERK_NOT_CONFIGURED', 'CLERK_WEBHOOK_UNSIGNED', 'CLERK_WEBHOOK_UNREADABLE'],
});

/** Puts the webhook where Clerk is told to send, `/api/webhooks/clerk`, and under the short address of the seeds. */
export async function mountWebhook(api: FastifyInstance, context: Context): Promise<void> {
  await api.register(async (app) => {
    // The signature is over the bytes as they came.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const countUnsigned = app.createRateLimit({ max: UNSIGNED_AT_MOST, timeWindow: 60_000 });
    for (const url of ['/api/webhooks/clerk', '/webhooks/clerk']) {
      app.route({
        method: 'POST',
        url,
        schema: { ...schemaOf(webhookContract, { status: 200, isPublic: true }), hide: !url.startsWith('/api/') },
        bodyLimit: BODY_LIMIT,
        handler: async (request) => {
          const { clerkWebhookSecrets } = context.secrets;
          if (clerkWebhookSecrets.length === 0)
            throw clerkErrors.CLERK_NOT_CONFIGURED({ variable: 'CLERK_WEBHOOK_SECRET' });
          const message = messageOf(request);
          try {
            verifyWebhook(clerkWebhookSecrets, message);
          } catch (error) {
            const { isAllowed, ...limit } = await countUnsigned(request);
            if (!isAllowed && 'isExceeded' in limit && limit.isExceeded) throw tooMany(limit.ttlInSeconds);
            throw error;
          }
          await receiveWebhook(context, message);
          return { received: true };
        },
      });
    }
  });
}

function messageOf({ headers, body }: FastifyRequest): SignedMessage {
  const header = (name: string) => String(headers[`svix-${name}`] ?? headers[`webhook-${name}`] ?? '');
  return {
    id: header('id'),
    timestamp: header('timestamp'),
    signature: header('signature'),
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  };
}

function tooMany(seconds: number): Error {
  return httpErrors.RATE_LIMITED({ seconds }, { headers: { 'retry-after': String(seconds) } });
}
