import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { Context } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { addMaintenanceGate, turnsAway } from '#platform/maintenance/gate.ts';
import { addMetrics } from '#platform/metrics/mount-metrics.ts';
import type { Module } from '#platform/module.ts';
import { mountRealtime } from '#platform/realtime/mount-realtime.ts';
import type { Actor } from './actor.ts';
import { answerClientError } from './client-error.ts';
import { endWithSession } from './end-with-session.ts';
import { refuseBeyondImpersonation } from './impersonation.ts';
import { addLogScope } from './log-scope.ts';
import { mountRoutes } from './mount.ts';
import { addOpenapi } from './openapi.ts';
import { addProblems, Problem, sendProblem } from './problem.ts';
import { addRateLimits } from './rate-limit.ts';
import { refuseBeyondScopes } from './scopes.ts';
import { lacksSecondFactor, refuseWithoutSecondFactor } from './second-factor.ts';
import { refuseForgedRequests, securityHeaders } from './security.ts';
import { buildSerializer } from './serialization.ts';
import { addValidation } from './validation.ts';
import { addWeb } from './web.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null when nobody is signed in. */
    actor: Actor | null;
  }
  interface FastifyContextConfig {
    /** Whether people come here who are not signed in. */
    isPublic?: boolean;
  }
}

export interface HttpOptions {
  readonly modules: readonly Module[];
  /** Who the request's cookie or bearer belongs to. */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | null>;
  readonly sessionCookie: string;
  readonly version: string;
  /** The hash of the commit that runs; null where there is no clone. */
  readonly commit: string | null;
  /** Where the web application was built. */
  readonly webFolder: string;
}

/** Assembles the HTTP server: what every answer has in common first, then the modules' routes, then the web application. */
export async function buildHttp(context: Context, options: HttpOptions): Promise<FastifyInstance> {
  const app = createServer(context);
  addValidation(app);
  addProblems(app);
  app.addSchema(Problem);
  app.decorateRequest('actor', null);
  addLogScope(app);
  const headers = securityHeaders({ https: context.config.publicUrl.startsWith('https:') });
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', logAnswer);
  endConnectionsWhenStopping(app);
  await app.register(cookie);
  await app.register(compress, { encodings: ['br', 'gzip'], threshold: 1024 });
  const publicOrigin = new URL(context.config.publicUrl).origin;
  const authenticateSocket = async (request: FastifyRequest) => {
    const actor = await options.authenticate(request);
    return lacksSecondFactor(actor, context.config) ? null : actor;
  };
  await mountRealtime(app, {
    realtime: context.realtime,
    authenticate: authenticateSocket,
    publicOrigin,
    turnsAway: (request) => turnsAway(request, context.maintenance),
  });
  // After the sockets, of which it must know that they are; before every route in a folder of its own.
  addMaintenanceGate(app, context);
  addMetrics(app, context, options.modules, options);
  await addOpenapi(app, {
    version: options.version,
    publicUrl: context.config.publicUrl,
    sessionCookie: options.sessionCookie,
  });
  await app.register((api) => mountModules(api, context, publicOrigin, options));
  await addWeb(app, options.webFolder);
  return app;
}

/** A number says how many proxies stand before this server. */
function trustedProxies(
  trust: false | number | string[],
): false | string[] | ((address: string, hop: number) => boolean) {
  return typeof trust === 'number' ? (_address, hop) => hop < trust : trust;
}

function createServer(context: Context): FastifyInstance {
  return fastify({
    // Widened: the types of the whole application would otherwise carry the logger's.
    loggerInstance: context.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    trustProxy: trustedProxies(context.config.trustProxy),
    schemaController: { compilersFactory: { buildSerializer } },
    bodyLimit: 1024 * 1024,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    http: { headersTimeout: 20_000, connectionsCheckingInterval: 5_000 },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, context.log),
    // A malformed address never reaches the hooks: it gets its headers here.
    frameworkErrors: (error, request, reply) => {
      reply.headers({
        'content-security-policy': "default-src 'none'",
        'x-content-type-options': 'nosniff',
        'x-request-id': request.id,
      });
      sendProblem(error, request, reply);
    },
  });
}

/** The part of the server that knows who asks: signed-in state, forgery check and rate limits come before every route. */
async function mountModules(
  api: FastifyInstance,
  context: Context,
  publicOrigin: string,
  options: HttpOptions,
): Promise<void> {
  api.addHook('onRequest', async (request, reply) => {
    refuseForgedRequests(request, { publicOrigin, sessionCookie: options.sessionCookie });
    request.actor = await options.authenticate(request);
    const { url } = request.routeOptions;
    if (url === undefined) return;
    refuseBeyondScopes(request.actor, { method: request.method, path: url });
    refuseBeyondImpersonation(request.actor, { method: request.method, path: url });
    const isPublic = request.routeOptions.config.isPublic === true;
    refuseWithoutSecondFactor(request.actor, { path: url, isPublic }, context.config);
    endWithSession(request, reply, context.realtime);
  });
  await addRateLimits(api);
  for (const module of options.modules) {
    const routes = module.routes ?? [];
    mountRoutes(api, context, routes, { prefix: '/api' });
    // The seeds call these at the root.
    mountRoutes(
      api,
      context,
      routes.filter(({ path }) => isKnownAtRoot(path)),
      { prefix: '', hidden: true },
    );
    await module.mount?.(api, context);
  }
}

/** A connection whose answer ends during a stop would be kept open for the next request, which the stop then waits for. */
function endConnectionsWhenStopping(app: FastifyInstance): void {
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
  });
  app.addHook('onResponse', (_request, _reply, done) => {
    if (isStopping) setImmediate(() => app.server.closeIdleConnections());
    done();
  });
}

function isKnownAtRoot(path: string): boolean {
  return path === '/health' || path.startsWith('/auth/');
}

function logAnswer(
  request: FastifyRequest,
  reply: { statusCode: number; elapsedTime: number },
  done: () => void,
): void {
  const { method, actor } = request;
  const line = {
    method,
    path: pathOf(request.url),
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    userId: actor?.userId,
  };
  request.log.info(line, 'request');
  done();
}

/** Without the query: it may hold what is nobody's business. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url;
}
