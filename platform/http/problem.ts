import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { isUnavailable, missingTable } from '#platform/db/db.ts';
import type { Langue } from './actor.ts';
import { CodedError, type FieldError, httpErrors } from './errors.ts';
import { langueOf } from './language.ts';
import { fieldErrors } from './validation.ts';

/** RFC 9457. `code` is stable and documented; `detail` is a sentence for the reader. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'Where this code is explained', examples: ['/api/problems/NOT_FOUND'] }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'A sentence in the reader’s language' }),
    code: Type.String({ examples: ['NOT_FOUND'] }),
    instance: Type.String({
      description: 'The reference of this very request, as in the log and in the X-Request-Id header',
    }),
    errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), detail: Type.String() }))),
  },
  { $id: 'Problem', title: 'Problem' },
);

/** Answers every failure of every route, and of no route. */
export function addProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(error, request, reply));
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const coded = codedErrorOf(error, request);
  if (coded.status >= 500) logFailure(error, coded, request);
  const langue = langueOf(request);
  const errors = coded.extras.errors ?? validationErrorsOf(error, request);
  return reply
    .status(coded.status)
    .headers({ 'cache-control': 'no-store', 'content-language': langue, ...coded.extras.headers })
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({ ...problemOf(coded, { langue, reference: request.id }), ...(errors ? { errors } : {}) });
}

/** A missing table fails every request that needs it: it is said once in a while, and what to do about it. */
function logFailure(error: unknown, coded: CodedError, request: FastifyRequest): void {
  const table = missingTable(error);
  if (table === undefined) {
    request.log.error({ err: error, code: coded.code }, 'request failed');
    return;
  }
  const { server } = request.server;
  const said = saidMissing.get(server) ?? new Map<string, number>();
  saidMissing.set(server, said);
  if (Date.now() - (said.get(table) ?? 0) < SAY_AGAIN_MS) return;
  said.set(table, Date.now());
  request.log.error(
    { table, code: coded.code },
    `the table ${table} is missing in the database: what needs it is answered by 503 until “bin/staka migrate” or a backup has brought it back`,
  );
}

const SAY_AGAIN_MS = 10 * 60_000;
/** By server: when each missing table was last spoken of. */
const saidMissing = new WeakMap<object, Map<string, number>>();

/** The document that stands for a failure. */
export function problemOf(coded: CodedError, to: { langue: Langue; reference: string }): Static<typeof Problem> {
  return {
    type: `/api/problems/${coded.code}`,
    title: STATUS_CODES[coded.status] ?? 'Error',
    status: coded.status,
    detail: coded.detail(to.langue),
    code: coded.code,
    instance: to.reference,
  };
}

function codedErrorOf(error: unknown, request: FastifyRequest): CodedError {
  if (error instanceof CodedError) return error;
  if (missingTable(error)) return httpErrors.DATABASE_INCOMPLETE({}, { headers: { 'retry-after': '60' } });
  if (isUnavailable(error)) return httpErrors.SERVICE_UNAVAILABLE({}, { headers: { 'retry-after': '5' } });
  const { statusCode, validation } = error as Partial<FastifyError>; // anything may be thrown; only these two are read
  if (validation) return httpErrors.VALIDATION_FAILED();
  if (statusCode === 413) return httpErrors.PAYLOAD_TOO_LARGE();
  if (statusCode === 415) return httpErrors.UNSUPPORTED_MEDIA_TYPE();
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return httpErrors.REQUEST_MALFORMED();
  return httpErrors.INTERNAL_ERROR({ reference: request.id });
}

function validationErrorsOf(error: unknown, request: FastifyRequest): FieldError[] | undefined {
  const { validation } = error as Partial<FastifyError>; // as above
  return validation ? fieldErrors(validation, langueOf(request)) : undefined;
}
