import type { Module } from '#platform/module.ts';
import { repeat } from '#platform/schedule.ts';
import { settleUses } from './authenticate-api-token.ts';
import { apiTokensEffects } from './events.ts';
import { deleteDeadApiTokens } from './queries.ts';
import { apiTokensRoutes } from './routes.ts';

export { authenticateApiToken } from './authenticate-api-token.ts';
export { apiTokenCreated, apiTokenRevoked } from './events.ts';

const SWEEP_MS = 6 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

export const apiTokensModule: Module = {
  name: 'api-tokens',
  routes: apiTokensRoutes,
  effects: apiTokensEffects,
  start: ({ config, db, log }) => {
    const sweeping = repeat({
      every: SWEEP_MS,
      log,
      failure: 'API tokens that were revoked long ago were not deleted',
      work: () => deleteDeadApiTokens(db, new Date(Date.now() - config.sessionKeptDays * DAY_MS)),
    });
    return async () => {
      await Promise.all([sweeping.stop(), settleUses()]);
    };
  },
};
