import { timingSafeEqual } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findPort } from '#platform/boot/find-port.ts';
import { openContext } from '#platform/boot/open-context.ts';
import type { Config } from '#platform/config/config.ts';
import type { Secrets } from '#platform/config/secrets.ts';
import type { Context } from '#platform/context.ts';
import type { Actor } from '#platform/http/actor.ts';
import { buildHttp } from '#platform/http/http.ts';
import type { Log } from '#platform/log.ts';
import type { Module } from '#platform/module.ts';
import { hashOfToken, newSecretToken } from '#platform/secret-token.ts';
import project from '../../package.json' with { type: 'json' };
import { studioErrors } from './errors.ts';
import { createStudioModule } from './module.ts';
import { operatorLock } from './operator-lock.ts';
import { STUDIO_PATH } from './page.ts';
import { closeStudio } from './state.ts';

const COOKIE = 'staka_studio';
const LOOPBACK = '127.0.0.1';
const WEB = join(import.meta.dirname, '..', '..', 'web', 'dist');

export interface StudioServer {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly log: Log;
  /** 0 for any that is free. */
  readonly port: number;
  /** Whether writing may be unlocked. */
  readonly mayWrite: boolean;
}

/**
 * The data browser by itself, for whoever runs Staka and reaches this machine: on the loopback, behind a link that opens
 * it once. Closed with `closing`.
 * @returns the link
 * @throws BootFailure when the port is taken
 */
export async function serveStudio(server: StudioServer, closing: AsyncDisposableStack): Promise<string> {
  const port = await findPort(LOOPBACK, server.port);
  const origin = `http://${LOOPBACK}:${port}`;
  const config: Config = { ...server.config, host: LOOPBACK, port, publicUrl: origin, trustProxy: false };
  const opened = await openContext({ ...server, config, effects: [] }, closing);
  // Whoever mends something during a maintenance needs to look as well.
  const context: Context = { ...opened, maintenance: { ...opened.maintenance, current: null } };
  const door = openDoor();
  const by = `${userInfo().username}@${hostname()}`;
  const app = await buildHttp(context, {
    modules: [doorModule(door), createStudioModule(operatorLock({ mayWrite: server.mayWrite, by }), { turnAway })],
    authenticate: async (request) => (door.isOpenTo(request) ? operator() : null),
    sessionCookie: COOKIE,
    version: project.version,
    commit: null,
    webFolder: WEB,
  });
  closing.defer(() => closeStudio(context));
  closing.defer(() => app.close());
  await app.listen({ host: LOOPBACK, port });
  return `${origin}/ouvrir/${door.token}`;
}

interface Door {
  readonly token: string;
  /** The cookie for whoever comes with the token, the first time. */
  open(token: string): string | null;
  isOpenTo(request: FastifyRequest): boolean;
}

function openDoor(): Door {
  const token = newSecretToken();
  const pass = newSecretToken();
  let isUsed = false;
  return {
    token,
    open: (given) => {
      if (isUsed || !isSame(given, token)) return null;
      isUsed = true;
      return pass;
    },
    isOpenTo: (request) => isLocal(request) && isSame(request.cookies[COOKIE] ?? '', pass),
  };
}

function doorModule(door: Door): Module {
  return {
    name: 'studio-door',
    mount: (app) => {
      app.get<{ Params: { token: string } }>(
        '/ouvrir/:token',
        { schema: { hide: true }, config: { isPublic: true } },
        async (request, reply) => {
          const pass = isLocal(request) ? door.open(request.params.token) : null;
          if (pass === null) throw studioErrors.STUDIO_LINK_USED();
          return reply
            .setCookie(COOKIE, pass, { path: '/', httpOnly: true, sameSite: 'lax' })
            .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
            .redirect(STUDIO_PATH);
        },
      );
    },
  };
}

/** By its own name or through a tunnel; not by a name that somebody else's DNS leads here. */
function isLocal({ hostname: name }: FastifyRequest): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(name);
}

function isSame(given: string, token: string): boolean {
  return timingSafeEqual(Buffer.from(hashOfToken(given)), Buffer.from(hashOfToken(token)));
}

/** Whoever holds this machine has proved as much as Staka could ask. */
function operator(): Actor {
  const now = new Date().toISOString();
  return {
    userId: 'operator',
    role: 'ADMIN',
    sessionId: 'operator',
    langue: 'fr',
    via: 'cookie',
    authenticatedAt: now,
    secondFactorAt: now,
  };
}

function turnAway(_request: FastifyRequest, _reply: FastifyReply): never {
  throw studioErrors.STUDIO_LINK_USED();
}
