import type { Db } from '#platform/db/db.ts';
import { insertHistorique } from './queries.ts';

export interface FichierFact {
  readonly commandeId: string;
  readonly actorId: string;
  readonly fileId: string;
  readonly change: 'added' | 'removed' | 'restored';
  /** MANUSCRIT, CORRECTION or PIECE_JOINTE */
  readonly kind?: string;
}

/** Writes what happened to a file into the history of its commande, in the transaction in which it happens. */
export async function recordFichier(tx: Db, { commandeId, actorId, fileId, change, kind }: FichierFact): Promise<void> {
  await insertHistorique(tx, {
    commandeId,
    actorId,
    action: 'FICHIER',
    data: { fileIds: [fileId], change, ...(kind === undefined ? {} : { kind }) },
  });
}
