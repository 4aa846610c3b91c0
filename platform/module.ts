import type { FastifyInstance } from 'fastify';
import type { Context } from '#platform/context.ts';
import type { Route } from '#platform/http/route.ts';
import type { Metric } from '#platform/metrics/metric.ts';
import type { Effect } from '#platform/outbox/outbox.ts';

/** What a folder of `modules/` gives to the application. */
export interface Module {
  readonly name: string;
  readonly routes?: readonly Route[];
  /** What it does when a fact is published, by itself or by another module. */
  readonly effects?: readonly Effect[];
  /** For what is no plain route: a protocol mounted under `/api`, such as tus. Guarded by the module itself. */
  readonly mount?: (app: FastifyInstance, context: Context) => Promise<void> | void;
  /** What it tells at `/metrics`, each time somebody asks. */
  readonly metrics?: (context: Context) => Promise<readonly Metric[]>;
  /** Started with the server, stopped with it: sweeps, schedules. Returns how to stop. */
  readonly start?: (context: Context) => () => Promise<void> | void;
}
