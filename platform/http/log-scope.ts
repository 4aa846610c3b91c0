import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inLogScope } from '#platform/log.ts';
import { type Origin, withOrigin } from '#platform/outbox/origin.ts';

/**
 * Whatever is logged while a request is answered, by whoever, carries the id of the request; whatever is published, who
 * asked and from where. Entered twice: what comes after a body was read comes from the socket, and has left the first.
 */
export function addLogScope(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => inScope(request, done));
  app.addHook('preValidation', (request, _reply, done) => inScope(request, done));
}

function inScope(request: FastifyRequest, done: () => void): void {
  inLogScope({ reqId: request.id }, () => withOrigin(() => originOf(request), done));
}

function originOf({ actor, ip, headers }: FastifyRequest): Origin {
  return {
    actorId: actor?.userId ?? null,
    impersonatorId: actor?.impersonatorId ?? null,
    sessionId: actor?.sessionId ?? null,
    ip: ip.slice(0, 45),
    userAgent: headers['user-agent']?.slice(0, 500) ?? null,
  };
}
