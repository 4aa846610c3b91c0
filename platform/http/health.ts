import { access, constants } from 'node:fs/promises';
import { Type } from 'typebox';
import type { Context } from '#platform/context.ts';
import { ping } from '#platform/db/db.ts';
import type { Module } from '#platform/module.ts';
import { contract } from './contract.ts';
import { defineErrors, type FieldError } from './errors.ts';
import { anyone, get } from './route.ts';
import { DateTime, Enum } from './types.ts';

const ANSWER_WITHIN_MS = 2_000;

const healthErrors = defineErrors({
  HEALTH_FAILING: {
    status: 503,
    fr: 'Le service ne peut pas travailler : {parts} ne répond pas.',
    en: 'The service cannot work: {parts} does not answer.',
  },
});

const readHealth = contract({
  summary: 'Whether the service can work',
  description: 'For monitors and load balancers. When it cannot, `errors` names each part that fails.',
  tags: ['health'],
  response: Type.Object({
    status: Enum(['OK']),
    timestamp: DateTime,
    maintenance: Type.Boolean({ description: 'Whether requests are turned away for a maintenance' }),
  }),
  errors: ['HEALTH_FAILING'],
  rateLimit: { max: 6000, windowSeconds: 60 },
});

type Check = readonly [part: string, check: (context: Context) => Promise<unknown>];

const CHECKS: readonly Check[] = [
  ['database', ({ db }) => ping(db)],
  ['files', ({ config }) => access(config.dataDir, constants.W_OK)],
];

export const healthModule: Module = {
  name: 'health',
  routes: [
    get('/health', readHealth, anyone, async ({ context }) => {
      const failures = (await Promise.all(CHECKS.map((check) => failureOf(check, context)))).flat();
      if (failures.length > 0)
        throw healthErrors.HEALTH_FAILING(
          { parts: failures.map(({ field }) => field).join(', ') },
          { errors: failures },
        );
      return {
        status: 'OK' as const,
        timestamp: new Date().toISOString(),
        maintenance: context.maintenance.current !== null,
      };
    }),
  ],
};

async function failureOf([part, check]: Check, context: Context): Promise<FieldError[]> {
  const timeout = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)), ANSWER_WITHIN_MS).unref();
  });
  try {
    await Promise.race([check(context), timeout]);
    return [];
  } catch (error) {
    context.log.error({ err: error, part }, 'health check failed');
    return [{ field: part, detail: 'unreachable' }];
  }
}
