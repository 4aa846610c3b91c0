import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '#platform/context.ts';
import type { Allowed } from '#platform/http/policy.ts';

const DAY_SECONDS = 86_400;

/** Sends a picture. Under an address that names it, it is kept for a day; it is never shown as anything else. */
export async function sendAvatar(
  { context, request, reply }: { context: Context; request: FastifyRequest; reply: FastifyReply },
  { avatarSha256 }: Allowed<'avatar.see', { avatarSha256: string }>,
  version: string | undefined,
): Promise<FastifyReply> {
  const etag = `"${avatarSha256}"`;
  const isNamed = version !== undefined && version !== '' && avatarSha256.startsWith(version);
  reply.type('image/webp').headers({
    etag,
    'cache-control': isNamed ? `private, max-age=${DAY_SECONDS}` : 'private, no-cache',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
  if (request.headers['if-none-match'] === etag) return reply.status(304).send();
  const isEmpty = request.method === 'HEAD';
  return reply.send(isEmpty ? Readable.from([]) : await context.storage.open(avatarSha256));
}
