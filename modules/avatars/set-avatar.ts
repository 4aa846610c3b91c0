import { Readable } from 'node:stream';
import { referBlob, removeBlob } from '#modules/files/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { publish } from '#platform/outbox/event.ts';
import { type Crop, cutPicture } from './cut-picture.ts';
import { avatarChanged } from './events.ts';
import { lockPictured, writePicture } from './queries.ts';

/**
 * Gives somebody another picture. Of what they sent nothing is kept but the pixels of a square.
 * @returns the address of the picture
 * @throws what `cut-picture.ts` lists
 */
export async function setAvatar(
  context: Context,
  { userId }: Actor,
  { bytes, crop }: { bytes: Buffer; crop: Crop },
): Promise<string> {
  const picture = await cutPicture(bytes, crop);
  const put = () => context.storage.put(Readable.from([picture]));
  const stored = await put();
  const avatar = addressOf(userId, stored.sha256);
  const replaced = await inTransaction(
    context.db,
    async (tx) => {
      await referBlob(tx, stored);
      // From here on nobody sweeps the bytes away; what was swept in between is put back.
      if (!(await context.storage.has(stored.sha256, stored.size))) await put();
      const { avatarSha256: before } = await lockPictured(tx, userId);
      await writePicture(tx, userId, { avatar, avatarSha256: stored.sha256 });
      await publish(tx, avatarChanged, { userId, isThere: true });
      return before;
    },
    { alone: true },
  );
  if (replaced !== null && replaced !== stored.sha256) await removeBlob(context, replaced);
  return avatar;
}

/** Takes somebody's picture away, wherever it came from. */
export async function removeAvatar(context: Context, { userId }: Actor): Promise<void> {
  const removed = await inTransaction(context.db, async (tx) => {
    const { avatarSha256 } = await lockPictured(tx, userId);
    await writePicture(tx, userId, { avatar: null, avatarSha256: null });
    await publish(tx, avatarChanged, { userId, isThere: false });
    return avatarSha256;
  });
  if (removed !== null) await removeBlob(context, removed);
}

/** Another one for another picture, so that no browser shows the one of before. */
function addressOf(userId: string, sha256: string): string {
  return `/api/users/${encodeURIComponent(userId)}/avatar?v=${sha256.slice(0, 12)}`;
}
