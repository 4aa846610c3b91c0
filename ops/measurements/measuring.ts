import { thisProcess } from '#ops/runs/record-run.ts';
import type { Context } from '#platform/context.ts';
import { capabilities } from '#platform/db/db.ts';
import type { Module } from '#platform/module.ts';
import { repeat } from '#platform/schedule.ts';
import { Meter } from './meter.ts';
import { databaseBytes, deleteMeasurements, insertMeasurement } from './queries.ts';

const MINUTE_MS = 60_000;
const KEPT_MS = 7 * 24 * 60 * MINUTE_MS;
/** How many measurements go by between two looks at the size of the database, and two sweeps. */
const SELDOM = 10;

const meters = new WeakMap<Context, Meter>();

/** Every process of the server writes down once a minute how it was; what is older than a week is swept. */
export const measurementsModule: Module = {
  name: 'measurements',
  mount: (app, context) => {
    const meter = new Meter();
    meters.set(context, meter);
    app.addHook('onResponse', (_request, reply, done) => {
      meter.answered(reply.statusCode);
      done();
    });
    app.addHook('onClose', async () => meter.stop());
  },
  start: (context) => {
    const work = measuring(context);
    return repeat({ every: MINUTE_MS, log: context.log, failure: 'the process was not measured', work }).stop;
  },
};

/** One measurement each time it is called. */
export function measuring(context: Context): () => Promise<void> {
  const { db } = context;
  const meter = meters.get(context) ?? new Meter();
  let bytes: number | null = null;
  let count = 0;
  return async () => {
    const now = new Date();
    if (count % SELDOM === 0) {
      bytes = await databaseBytes(db);
      await deleteMeasurements(db, new Date(now.getTime() - KEPT_MS));
    }
    count += 1;
    const pool = capabilities(db).pool?.();
    await insertMeasurement(db, {
      measuredAt: now,
      process: thisProcess(),
      ...meter.read(),
      databaseConnections: pool ? pool.open - pool.idle : 0,
      databaseKib: bytes === null ? null : Math.round(bytes / 1024),
    });
  };
}
