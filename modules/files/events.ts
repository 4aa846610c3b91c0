import { participantsOf } from '#modules/commandes/module.ts';
import type { Context } from '#platform/context.ts';
import { defineEvent, externalEffect } from '#platform/outbox/outbox.ts';
import type { FileKind } from './upload-request.ts';

interface FileFact {
  readonly fileId: string;
  readonly commandeId: string | null;
  readonly actorId: string;
}

export const fileAdded = defineEvent<FileFact & { readonly kind: FileKind }>('file.added');
export const fileRemoved = defineEvent<FileFact>('file.removed');
export const fileRestored = defineEvent<FileFact>('file.restored');

/** Somebody had the bytes of a file that is not theirs; told once an hour. */
export const fileDownloaded = defineEvent<FileFact & { readonly ownerId: string }>('file.downloaded');

/** Tells every screen that shows the commande to look at its files again. */
export const fileEffects = [fileAdded, fileRemoved, fileRestored].map((event) =>
  externalEffect<FileFact>(event, 'push', ({ context, payload }) => push(context, payload)),
);

async function push({ db, realtime }: Context, { commandeId, fileId }: FileFact): Promise<void> {
  if (commandeId === null) return;
  const participants = await participantsOf(db, commandeId);
  // Of a commande deleted since nobody shows the files any more.
  if (participants) await realtime.send([...participants.everyone], { type: 'file.changed', commandeId, fileId });
}
