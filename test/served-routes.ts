import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';

export interface ServedRoute {
  readonly method: string;
  readonly url: string;
}

/** Runs `build` and returns, beside its result, every route that was put on the server meanwhile: those left out of the reference too. */
export async function withServedRoutes<Result>(build: () => Promise<Result>): Promise<[Result, ServedRoute[]]> {
  const routes: ServedRoute[] = [];
  const listen = (message: unknown) => {
    // What Fastify says on this channel since 5.0: the server that is being made.
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) routes.push({ method: String(each), url });
    });
  };
  subscribe('fastify.initialization', listen);
  try {
    return [await build(), routes];
  } finally {
    unsubscribe('fastify.initialization', listen);
  }
}
