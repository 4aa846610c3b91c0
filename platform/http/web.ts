import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { httpErrors } from './errors.ts';
import { sendProblem } from './problem.ts';

/** What the application in the browser answers for itself. */
export const APPLICATION_PATHS = [
  '/app',
  '/app/*',
  '/login',
  '/register',
  '/confirm-email',
  '/forgot-password',
  '/reset-password',
  '/invitation',
  '/onboarding',
  '/accord',
  '/confirm-email-change',
  '/securite/annuler',
  '/effacement/annuler',
];
const FOREVER = 'public, max-age=31536000, immutable';

/**
 * Serves the built web application: its files as they are, and its page for every address of its own.
 * Where it has not been built (tests of the API) only the API answers.
 */
export async function addWeb(app: FastifyInstance, folder: string): Promise<void> {
  const page = existsSync(join(folder, 'index.html')) ? await readFile(join(folder, 'index.html'), 'utf8') : null;
  if (page !== null) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      preCompressed: true,
      setHeaders: cacheByName,
    });
    for (const path of APPLICATION_PATHS)
      app.get(path, { schema: { hide: true } }, (_request, reply) => sendPage(reply, page, 200));
  }
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/app'));
  app.setNotFoundHandler((request, reply) => {
    if (page !== null && wantsPage(request)) return sendPage(reply, page, 404);
    return sendProblem(httpErrors.NOT_FOUND(), request, reply);
  });
}

function sendPage(reply: FastifyReply, page: string, status: number): FastifyReply {
  return reply.status(status).type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
}

/** Whether a browser asks for a page, and not a program for data. */
export function wantsPage(request: FastifyRequest): boolean {
  const isPage = request.method === 'GET' && !/^\/(api|auth|ws|health|metrics|assets)(\/|$)/.test(request.url);
  return isPage && (request.headers.accept ?? '').includes('text/html');
}

/** Built files carry the hash of their content in their name, and may be kept for ever. */
function cacheByName(reply: FastifyReply, path: string): void {
  if (path.includes('/assets/')) reply.header('cache-control', FOREVER);
}
