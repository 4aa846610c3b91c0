import rateLimit, { type RateLimitOptions } from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Contract } from './contract.ts';
import { httpErrors } from './errors.ts';
import { networkOf } from './network.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD']);
const READS_PER_MINUTE = 1200;
const WRITES_PER_MINUTE = 240;

/** Counts requests by person, or by network where nobody is signed in; each route has its own count. */
export async function addRateLimits(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    keyGenerator: (request) => request.actor?.userId ?? networkOf(request.ip),
    errorResponseBuilder: (_request, { ttl }) => {
      const seconds = Math.max(1, Math.ceil(ttl / 1000));
      return httpErrors.RATE_LIMITED({ seconds }, { headers: { 'retry-after': String(seconds) } });
    },
  });
}

export function rateLimitOf(method: string, contract: Contract): RateLimitOptions {
  const { max, windowSeconds } = contract.rateLimit ?? {
    max: SAFE_METHODS.has(method) ? READS_PER_MINUTE : WRITES_PER_MINUTE,
    windowSeconds: 60,
  };
  return { max, timeWindow: windowSeconds * 1000 };
}
