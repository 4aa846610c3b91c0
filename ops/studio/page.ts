import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export const STUDIO_PATH = '/app/admin/studio';
/** Built apart from the application (`web/vite.config.studio.ts`): it is heavy, and fetched by administrators alone. */
const PAGE = new URL('../../web/dist/studio/studio.html', import.meta.url);

/**
 * That of every page (`platform/http/security.ts`), but that Prisma Studio may write styles into the page as it goes. It
 * speaks to Staka and to nobody else.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join(';');

export interface StudioDoor {
  /** What becomes of somebody who is not signed in. */
  turnAway(request: FastifyRequest, reply: FastifyReply): FastifyReply;
}

export function toTheDoor(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(`/login?to=${encodeURIComponent(pathOf(request))}`);
}

/** The page of the data browser, a document of its own because of its policy. To whoever is no administrator it is not there. */
export function mountStudioPage(app: FastifyInstance, { turnAway }: StudioDoor): void {
  app.get(STUDIO_PATH, { schema: { hide: true }, config: { isPublic: true } }, async (request, reply) => {
    if (request.actor === null) return turnAway(request, reply);
    if (request.actor.role !== 'ADMIN' || request.actor.impersonatorId) return reply.callNotFound();
    const page = await readFile(PAGE, 'utf8').catch(() => null);
    return page === null ? sayNotBuilt(reply) : sendPage(reply, page);
  });
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .headers({ 'content-security-policy': CONTENT_SECURITY_POLICY, 'cache-control': 'no-cache' })
    .type('text/html; charset=utf-8')
    .send(page);
}

/** Tests of the API build no pages. */
function sayNotBuilt(reply: FastifyReply): FastifyReply {
  return reply.status(503).type('text/plain; charset=utf-8').send('node bin/build-web.mjs');
}

/** What Studio shows is in the address after `#`, which does not come here. */
function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? STUDIO_PATH;
}
