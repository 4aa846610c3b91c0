import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '#platform/context.ts';
import { capabilities } from '#platform/db/db.ts';
import { httpErrors } from '#platform/http/errors.ts';
import type { Module } from '#platform/module.ts';
import { hashOfToken } from '#platform/secret-token.ts';
import { gauge, METRICS_TYPE, type Metric, renderMetrics } from './metric.ts';
import { ProcessMetrics } from './process-metrics.ts';
import { countOutbox } from './queries.ts';
import { RequestMetrics } from './request-metrics.ts';

/** Puts `/metrics` on the server, and counts every answer. Whoever may not ask learns nothing of there being one. */
export function addMetrics(app: FastifyInstance, context: Context, modules: readonly Module[], running: Running): void {
  const requests = new RequestMetrics();
  const ofProcess = new ProcessMetrics();
  app.addHook('onResponse', (request, reply, done) => {
    requests.answered(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime);
    done();
  });
  app.addHook('onClose', async () => ofProcess.stop());
  app.get('/metrics', { schema: { hide: true }, config: { isPublic: true } }, async (request, reply) => {
    if (!mayAsk(request, context)) throw httpErrors.NOT_FOUND();
    const metrics = [
      { ...gauge('staka_info', 'What runs.', 1), samples: [{ labels: labelsOf(running), value: 1 }] },
      ...requests.collect(),
      ...ofProcess.collect(),
      ...(await ofContext(context)),
      ...(await Promise.all(modules.map(({ metrics: own }) => own?.(context) ?? []))).flat(),
    ];
    return reply.type(METRICS_TYPE).header('cache-control', 'no-store').send(renderMetrics(metrics));
  });
}

/** The code that runs. */
export interface Running {
  readonly version: string;
  /** The hash of its commit; null where it is not in a clone. */
  readonly commit: string | null;
}

function labelsOf({ version, commit }: Running): Record<string, string> {
  return { version, ...(commit !== null && { commit }) };
}

/** What a proxy adds, which stands on the loopback itself and speaks for somebody else. */
const PROXIED = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'] as const;

/** Somebody on this machine who speaks for themselves, or whoever knows METRICS_TOKEN. */
function mayAsk({ socket, headers }: FastifyRequest, { secrets }: Context): boolean {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined && secrets.metricsToken !== null) return isSame(bearer, secrets.metricsToken);
  const isLoopback = /^(?:127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '');
  return isLoopback && PROXIED.every((name) => headers[name] === undefined);
}

/** In constant time. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashOfToken(one)), Buffer.from(hashOfToken(other)));
}

/** Of this process alone, but for the outbox, which all processes of the database share. */
async function ofContext({ db, realtime, maintenance }: Context): Promise<Metric[]> {
  const { waiting, dead, oldestDue } = await countOutbox(db);
  const late = oldestDue === null ? 0 : Math.max(0, (Date.now() - oldestDue.getTime()) / 1000);
  const pool = capabilities(db).pool?.();
  return [
    gauge('staka_maintenance', 'Whether requests are turned away for a maintenance.', maintenance.current ? 1 : 0),
    {
      ...gauge('staka_outbox_events', 'Events of the outbox that wait, or were given up, in the whole database.', 0),
      samples: [
        { labels: { state: 'waiting' }, value: waiting },
        { labels: { state: 'dead' }, value: dead },
      ],
    },
    gauge('staka_outbox_late_seconds', 'For how long the oldest event that waits has been due.', late),
    gauge('staka_sockets', 'Sockets that are open.', realtime.openSockets()),
    ...(pool ? [poolMetric(pool)] : []),
  ];
}

function poolMetric(pool: { open: number; idle: number; waiting: number }): Metric {
  const samples = Object.entries(pool).map(([state, value]) => ({ labels: { state }, value }));
  return {
    ...gauge(
      'staka_database_pool',
      'Connections to the database that are open, those of them idle, and who waits for one.',
      0,
    ),
    samples,
  };
}
