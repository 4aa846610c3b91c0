import type { CommandeAccess } from '#modules/commandes/module.ts';
import type { Context } from '#platform/context.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { type FileRecord, listFilesOfCommande } from './queries.ts';

/** The files of a commande; or the deleted ones, of which everyone but an administrator sees only their own. */
export async function listFiles(
  { db }: Context,
  { commande, actor }: Allowed<'files.list', CommandeAccess>,
  { deleted = false }: { deleted?: boolean },
): Promise<FileRecord[]> {
  const mine = deleted && actor.role !== 'ADMIN' ? { uploadedById: actor.userId } : {};
  return listFilesOfCommande(db, commande.id, { deleted, ...mine });
}
