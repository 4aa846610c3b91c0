import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '#platform/config/config.ts';
import type { Context } from '#platform/context.ts';
import type { MaintenanceRow } from '#platform/db/database.gen.ts';
import { langueOf } from '#platform/http/language.ts';
import { networkOf } from '#platform/http/network.ts';
import { problemOf } from '#platform/http/problem.ts';
import { wantsPage } from '#platform/http/web.ts';
import { maintenanceErrors } from './errors.ts';
import type { Maintenance } from './maintenance.ts';
import { MAINTENANCE_PAGE_CSP, maintenancePage, SOON } from './page.ts';
import { isPass, openPass } from './pass.ts';

export const PASS_COOKIE = 'staka_maintenance';
const PASS_SECONDS = 12 * 60 * 60;
const TRIES_PER_MINUTE = 10;

/**
 * While maintenance is on every new request is turned away, before anything is asked of the database: by 503, as a page
 * for a browser and as a problem for a program. What has begun is finished. Monitors and webhooks come in as ever, and
 * whoever holds the pass: `/?secret=…` gives it to whoever knows the secret.
 */
export function addMaintenanceGate(app: FastifyInstance, { maintenance, config }: Context): void {
  const tries = new Tries();
  app.addHook('onRequest', (request, reply, done) => {
    const { current } = maintenance;
    if (current === null || !turnsAway(request, maintenance)) return done();
    const secret = secretOf(request);
    if (secret === undefined || !tries.mayTry(networkOf(request.ip))) return turnAway(current, request, reply);
    openPass(secret, current)
      .then((pass) => (pass === null ? turnAway(current, request, reply) : letIn(pass, reply, config)))
      .catch(done);
  });
}

export function turnsAway(request: FastifyRequest, { current }: Maintenance): boolean {
  return current !== null && !isLetThrough(request.routeOptions.url) && !isPass(request.cookies[PASS_COOKIE], current);
}

/** Who watches over Staka, and who says a thing once: a webhook is kept before it is worked on. */
function isLetThrough(route: string | undefined): boolean {
  return route !== undefined && /^(?:\/api)?(?:\/health$|\/webhooks\/)|^\/metrics$/.test(route);
}

function secretOf({ method, routeOptions, query }: FastifyRequest): string | undefined {
  if (method !== 'GET' || routeOptions.url !== '/') return undefined;
  const { secret } = query as Record<string, unknown>; // as the parser of addresses made it: texts, or lists of them
  return typeof secret === 'string' ? secret : undefined;
}

function letIn(pass: string, reply: FastifyReply, config: Pick<Config, 'publicUrl'>): void {
  givePass(reply, pass, config).header('cache-control', 'no-store').redirect('/');
}

/** The browser that gets this answer comes in as long as this maintenance lasts, for twelve hours at most. */
export function givePass(reply: FastifyReply, pass: string, { publicUrl }: Pick<Config, 'publicUrl'>): FastifyReply {
  const secure = publicUrl.startsWith('https:');
  return reply.setCookie(PASS_COOKIE, pass, {
    ...{ path: '/', httpOnly: true, sameSite: 'lax', secure },
    maxAge: PASS_SECONDS,
  });
}

function turnAway(current: MaintenanceRow, request: FastifyRequest, reply: FastifyReply): void {
  const langue = langueOf(request);
  reply.status(503).headers({
    'retry-after': String(current.retryAfterSeconds),
    'cache-control': 'no-store',
    'content-language': langue,
    vary: 'accept, accept-language, cookie',
  });
  if (wantsPage(request)) {
    reply
      .header('content-security-policy', MAINTENANCE_PAGE_CSP)
      .type('text/html; charset=utf-8')
      .send(maintenancePage(current, langue));
    return;
  }
  const coded = maintenanceErrors.MAINTENANCE({ message: current.message ?? SOON });
  reply.type('application/problem+json').send(JSON.stringify(problemOf(coded, { langue, reference: request.id })));
}

/** How often a secret may be tried from one network. */
class Tries {
  readonly #counts = new Map<string, number>();
  #since = 0;

  mayTry(network: string): boolean {
    if (Date.now() - this.#since > 60_000) {
      this.#counts.clear();
      this.#since = Date.now();
    }
    const count = (this.#counts.get(network) ?? 0) + 1;
    this.#counts.set(network, count);
    return count <= TRIES_PER_MINUTE;
  }
}
