import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import { countReferences, deleteBlob, lockBlob } from './queries.ts';

/**
 * Removes bytes for good, unless a file refers to them. The row is held meanwhile: whoever wants to refer to the same
 * bytes waits, and then finds them gone and puts them back.
 */
export async function removeBlob({ db, storage }: Context, sha256: string): Promise<boolean> {
  return inTransaction(
    db,
    async (tx) => {
      await lockBlob(tx, sha256);
      if ((await countReferences(tx, sha256)) > 0) return false;
      await storage.remove(sha256);
      await deleteBlob(tx, sha256);
      return true;
    },
    { alone: true },
  );
}
