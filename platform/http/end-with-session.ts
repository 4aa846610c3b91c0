import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Realtime } from '#platform/realtime/realtime.ts';

/** What is smaller has arrived before anybody could end it. */
const LONG_BYTES = 256 * 1024;

/** A request that sends for long is cut off when the session it was let in by ends: it is not asked again who it is. */
export function endWithSession(request: FastifyRequest, reply: FastifyReply, realtime: Realtime): void {
  const { actor, headers, raw } = request;
  if (!actor || !sendsForLong(headers)) return;
  const release = realtime.hold(actor, () => raw.destroy());
  reply.raw.once('close', release);
}

function sendsForLong(headers: FastifyRequest['headers']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > LONG_BYTES;
}
