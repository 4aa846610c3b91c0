import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { newId } from '#platform/ids.ts';
import type { Log } from '#platform/log.ts';
import { type CodedError, httpErrors } from './errors.ts';
import { problemOf } from './problem.ts';

/**
 * Answers what never became a request: bytes that are no HTTP, headers that are too long or never end. The answer is a
 * problem like all others, and the connection ends with it.
 */
export function answerClientError(error: Error & { code?: string }, socket: Socket, log: Log): void {
  // Who sent it is gone, or had an answer already.
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const coded = codedErrorOf(error.code);
  const reference = newId();
  // The error itself holds the bytes that were sent, and so perhaps a secret.
  log.info({ requestId: reference, reason: error.code, status: coded.status }, 'no request');
  // Not left half open: whoever reads nothing and sends nothing would keep it.
  socket.end(rawAnswer(coded, reference), () => socket.destroy());
}

function codedErrorOf(code: string | undefined): CodedError {
  if (code === 'HPE_HEADER_OVERFLOW') return httpErrors.HEADERS_TOO_LARGE();
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return httpErrors.REQUEST_TIMEOUT();
  return httpErrors.REQUEST_MALFORMED();
}

function rawAnswer(coded: CodedError, reference: string): string {
  const body = JSON.stringify(problemOf(coded, { langue: 'fr', reference }));
  return [
    `HTTP/1.1 ${coded.status} ${STATUS_CODES[coded.status]}`,
    'content-type: application/problem+json',
    'content-language: fr',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    "content-security-policy: default-src 'none'",
    'x-content-type-options: nosniff',
    `x-request-id: ${reference}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
