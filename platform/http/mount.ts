import type { FastifyInstance, FastifySchema } from 'fastify';
import type { TSchema } from 'typebox';
import type { Context } from '#platform/context.ts';
import type { Contract, RawAnswer } from './contract.ts';
import { errorCatalogue, httpErrors } from './errors.ts';
import { rateLimitOf } from './rate-limit.ts';
import type { Route } from './route.ts';

/** Puts the lines of the URL table on the server, under a prefix. `hidden` ones are aliases, left out of the reference. */
export function mountRoutes(
  app: FastifyInstance,
  context: Context,
  routes: readonly Route[],
  options: { prefix: string; hidden?: boolean },
): void {
  for (const route of routes) mountRoute(app, context, route, options);
}

/** What the reference says of a route, and what its answers are written by. */
export function schemaOf(
  contract: Contract,
  { status, isPublic }: { status: number; isPublic: boolean },
): FastifySchema {
  const success = contract.raw ? rawAnswers(contract.answers ?? {}) : { [status]: contract.response ?? NOTHING };
  return {
    summary: contract.summary,
    description: describe(contract),
    tags: [...contract.tags],
    ...(isPublic ? { security: [] } : {}),
    ...(contract.params ? { params: contract.params } : {}),
    ...(contract.query ? { querystring: contract.query } : {}),
    ...(contract.body ? { body: contract.body } : {}),
    response: { ...success, '4xx': PROBLEM, '5xx': PROBLEM },
  };
}

function mountRoute(
  app: FastifyInstance,
  context: Context,
  route: Route,
  options: { prefix: string; hidden?: boolean },
): void {
  const { contract, guard, handle, isPublic, method } = route;
  const status = contract.status ?? (contract.response || contract.raw ? 200 : 204);
  app.route({
    method,
    url: options.prefix + route.path,
    schema: { ...schemaOf(contract, { status, isPublic }), ...(options.hidden ? { hide: true } : {}) },
    config: { rateLimit: rateLimitOf(String(method), contract), isPublic },
    ...(contract.bodyLimit === undefined ? {} : { bodyLimit: contract.bodyLimit }),
    // Bytes are sent as they are: their length and the parts of them that may be asked for are known.
    ...(contract.raw ? { compress: false } : {}),
    // Before validation: whoever is not signed in learns nothing of what a route takes.
    preValidation: async (request) => {
      if (!isPublic && request.actor === null) throw httpErrors.AUTH_REQUIRED();
    },
    handler: async (request, reply) => {
      const { params, query, body, actor } = request;
      const call = { context, request, reply, actor, params, query, body };
      // The route's own types were checked where it was written; here they are forgotten.
      const allowed = await guard(call as never);
      reply.status(status);
      const answer = await handle({ ...call, allowed } as never);
      return contract.raw ? reply : answer;
    },
  });
}

const NOTHING = { type: 'null', description: 'Done; nothing to say.' };
const BYTES = { type: 'string', format: 'binary' };
const PROBLEM: TSchema = { $ref: 'Problem#' };

function rawAnswers(answers: NonNullable<Contract['answers']>): Record<string, object> {
  const describeOne = ({ description, bytes }: RawAnswer) =>
    bytes ? { description, content: { '*/*': { schema: BYTES } } } : { ...NOTHING, description };
  return Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, describeOne(answer)]));
}

function describe(contract: Contract): string {
  const codes = (contract.errors ?? []).map((code) => {
    const definition = errorCatalogue().get(code);
    if (!definition)
      throw new Error(`The contract “${contract.summary}” names the error ${code}, which nobody defines`);
    return `- \`${code}\` (${definition.status}): ${definition.en}`;
  });
  return [contract.description, codes.length > 0 ? `Failures:\n${codes.join('\n')}` : undefined]
    .filter(Boolean)
    .join('\n\n');
}
