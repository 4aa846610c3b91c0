import type { Context } from '#platform/context.ts';
import type { Actor } from '#platform/http/actor.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publishSeldom } from '#platform/outbox/publish-seldom.ts';
import { fileDownloaded } from './events.ts';
import type { FileRecord } from './queries.ts';

/** Tells that somebody has a file that is not theirs, before its bytes are sent. Of a public one nobody is told. */
export async function tellOfDownload(
  { db }: Pick<Context, 'db'>,
  { id: fileId, commandeId, uploadedById: ownerId, isPublic }: Allowed<'file.read', FileRecord>,
  actor: Actor | null,
): Promise<void> {
  if (isPublic || actor === null || actor.userId === ownerId) return;
  const fact = { fileId, commandeId, ownerId, actorId: actor.userId };
  await publishSeldom(db, fileDownloaded, { about: [fact.actorId, fileId], fact });
}
