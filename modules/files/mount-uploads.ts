import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '#platform/context.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { schemaOf } from '#platform/http/mount.ts';
import { rateLimitOf } from '#platform/http/rate-limit.ts';
import { cancelUpload } from './cancel-upload.ts';
import type { TusExchange } from './tus-exchange.ts';
import { bodyOf } from './upload-body.ts';
import { UPLOADS_PATH, uploadContracts } from './upload-contracts.ts';
import { type Uploads, uploadsOf } from './uploads.ts';

/** A connection on which nothing comes for so long is dead. */
const STALLED_MS = 60_000;
/** tus looks at the path alone, and a Host header may be anything. */
const ANY_HOST = 'http://localhost';
const TUS_VERSION = { 'tus-resumable': '1.0.0', 'tus-version': '1.0.0' };

/**
 * Puts tus under `/api/uploads`. Its answers go through Fastify like all others, so that they carry the same headers and
 * their failures are the same problems; only the bytes of a body go past it, straight to the disk.
 */
export async function mountUploads(api: FastifyInstance, context: Context): Promise<void> {
  await api.register(async (app) => {
    const handle = createHandler(app, context);
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const { method, path, contract } of uploadContracts) {
      app.route({
        method,
        url: UPLOADS_PATH + path,
        schema: schemaOf(contract, { status: 200, isPublic: method === 'OPTIONS' }),
        config: { rateLimit: rateLimitOf(method, contract) },
        decompress: false,
        preValidation: async (request) => {
          if (request.actor === null && method !== 'OPTIONS') throw httpErrors.AUTH_REQUIRED();
        },
        handler: handle,
      });
    }
  });
}

function createHandler(app: FastifyInstance, context: Context) {
  const uploads = uploadsOf(context);
  const exchanges = new WeakMap<object, TusExchange>();
  let loaded: ReturnType<typeof loadTus> | undefined;
  const bodies = new Set<IncomingMessage>();
  // A stop does not wait for the end of an upload: it goes on after the start.
  app.addHook('preClose', async () => {
    for (const body of bodies) body.destroy();
  });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { raw, actor } = request;
    reply.headers(TUS_VERSION);
    bodies.add(raw);
    raw.setTimeout(STALLED_MS, () => raw.destroy());
    loaded ??= loadTus(context, uploads, exchanges);
    const { tus, tusErrorOf, errorOfStatus } = await loaded;
    const webRequest = toWebRequest(request, reply);
    const exchange: TusExchange | null = actor ? { actor } : null;
    if (exchange) exchanges.set(webRequest, exchange);
    try {
      const answer = await tus.handleWeb(webRequest);
      if (answer.status < 400) return await send(reply, answer);
      await forgetLostUpload(context, uploads, exchange);
      throw exchange?.failure ? tusErrorOf(exchange.failure) : errorOfStatus(answer.status, null);
    } finally {
      bodies.delete(raw);
      discardRest(raw);
    }
  };
}

/** At the first upload: tus brings Node's whole implementation of fetch with it. */
async function loadTus(context: Context, uploads: Uploads, exchanges: WeakMap<object, TusExchange>) {
  const { createTusServer, tusErrorOf, errorOfStatus } = await import('./tus-server.ts');
  return { tus: createTusServer(context, uploads, exchanges), tusErrorOf, errorOfStatus };
}

/** What tus is handed: the same request, its body unread. */
function toWebRequest({ raw, method }: FastifyRequest, reply: FastifyReply): Request {
  const hasBody = method === 'POST' || method === 'PATCH';
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.headers)) if (value !== undefined) headers.set(name, String(value));
  const request = new Request(new URL(raw.url ?? '/', ANY_HOST), {
    method,
    headers,
    ...(hasBody ? { body: bodyOf(raw), duplex: 'half' as const } : {}),
  });
  // tus listens there for a connection that breaks off.
  return Object.assign(request, { runtime: { name: 'node' as const, node: { req: raw, res: reply.raw } } });
}

/** Lets what is left of a body run out: its sender comes to read the answer then, and the connection serves again. */
function discardRest(raw: IncomingMessage): void {
  if (raw.readableEnded || raw.destroyed) return;
  raw.removeAllListeners('data');
  raw.resume();
}

async function send(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  for (const [name, value] of answer.headers) {
    // Who else may ask is not for tus to say, and how long the answer is Fastify knows.
    if (!name.startsWith('access-control-') && name !== 'content-length') reply.header(name, value);
  }
  return reply.status(answer.status).send(await answer.text());
}

/** An upload whose beginning failed: its address never reached anyone. */
async function forgetLostUpload(context: Context, uploads: Uploads, exchange: TusExchange | null): Promise<void> {
  if (exchange?.begun !== undefined) await cancelUpload(context, uploads.bytes, exchange.begun);
}
