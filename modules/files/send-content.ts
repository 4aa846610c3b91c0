import { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '#platform/context.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { storageErrors } from '#platform/storage/storage-errors.ts';
import { readByteRange } from './byte-range.ts';
import { fileErrors } from './errors.ts';
import { servedMimeType } from './file-types.ts';
import type { FileRecord } from './queries.ts';

interface Exchange {
  readonly context: Context;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * Sends the bytes of a file, or the part asked for. Whatever they are, a browser saves them and runs nothing: attachment,
 * no sniffing, and a sandbox should it show them all the same.
 * @throws FILE_RANGE_NOT_SATISFIABLE, STORAGE_BYTES_MISSING
 */
export async function sendContent(
  { context, request, reply }: Exchange,
  file: Allowed<'file.read', FileRecord>,
): Promise<FastifyReply> {
  const { sha256, size, filename, mimeType } = file;
  if (sha256 === null) throw storageErrors.STORAGE_BYTES_MISSING();
  const etag = `"${sha256}"`;
  const isKnown = matches(request.headers['if-none-match'], etag);
  const range = isKnown ? null : rangeOf(request, etag, size);
  // Fastify reads a stream to its end to answer HEAD: it gets an empty one.
  const isEmpty = isKnown || request.method === 'HEAD';
  const body = isEmpty ? Readable.from([]) : await context.storage.open(sha256, range ?? undefined);
  reply.type(servedMimeType(mimeType)).headers({
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-disposition': contentDisposition(filename),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
  if (isKnown) return reply.status(304).send();
  if (range) reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
  return reply.header('content-length', range ? range.end - range.start + 1 : size).send(body);
}

function rangeOf(request: FastifyRequest, etag: string, size: number) {
  const condition = request.headers['if-range'];
  if (condition !== undefined && condition !== etag) return null;
  const range = readByteRange(request.headers.range, size);
  if (range !== 'unsatisfiable') return range;
  const headers = { 'content-range': `bytes */${size}` };
  throw fileErrors.FILE_RANGE_NOT_SATISFIABLE({ size }, { headers });
}

/** RFC 9110, section 13.1.2: the comparison is a weak one. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((candidate) => ['*', etag].includes(candidate.trim().replace(/^W\//, '')));
}
