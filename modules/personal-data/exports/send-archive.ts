import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '#platform/context.ts';
import type { DataExportRow } from '#platform/db/database.gen.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/event.ts';
import { personalDataErrors } from '../errors.ts';
import { dataExportDownloaded } from '../events.ts';
import { archivePath } from './archives.ts';

/** @throws EXPORT_NOT_FOUND when the archive is on no disk of this machine */
export async function sendArchive(
  { context, request, reply }: { context: Context; request: FastifyRequest; reply: FastifyReply },
  { id, userId, storedName }: Allowed<'export.read', DataExportRow>,
): Promise<FastifyReply> {
  const path = archivePath(context.config, storedName ?? '-');
  const file = await stat(path).catch(() => null);
  if (file === null) throw personalDataErrors.EXPORT_NOT_FOUND();
  const day = new Date().toISOString().slice(0, 10);
  reply.type('application/zip').headers({
    'cache-control': 'private, no-store',
    'content-disposition': `attachment; filename="staka-${day}.zip"`,
    'content-length': file.size,
    'x-content-type-options': 'nosniff',
  });
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  await inTransaction(context.db, (tx) => publish(tx, dataExportDownloaded, { userId, exportId: id }));
  return reply.send(createReadStream(path));
}
