import { randomUUID } from 'node:crypto';
import type { CommandeRow, FileVersionKind } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';

interface Someone {
  readonly id: string;
}

type CommandeOverrides = Partial<Omit<CommandeRow, 'userId' | 'correcteurId'>> & {
  readonly client: Someone;
  readonly correcteur?: Someone | null;
};

/** A commande as the tests want it; what they do not talk about is plain. Returns its id. */
export async function aCommande(db: Db, { client, correcteur, ...overrides }: CommandeOverrides): Promise<string> {
  const id = overrides.id ?? newId();
  await db
    .insertInto('commandes')
    .values({ titre: 'Les Vagues', ...overrides, id, userId: client.id, correcteurId: correcteur?.id ?? null })
    .execute();
  return id;
}

/** A file on the ladder of versions of a commande, without bytes. Returns its id. */
export async function aVersion(
  db: Db,
  file: { commandeId: string; by: Someone; kind: FileVersionKind; deletedAt?: Date; filename?: string },
): Promise<string> {
  const { commandeId, by, kind, deletedAt = null, filename = 'manuscrit.docx' } = file;
  const id = await aFile(db, { commandeId, by, deletedAt, filename });
  const { count } = await db
    .selectFrom('file_versions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('commandeId', '=', commandeId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('file_versions')
    .values({ commandeId, fileId: id, numero: count + 1, kind })
    .execute();
  return id;
}

/** A file of a commande that is no version, without bytes. Returns its id. */
export async function aFile(
  db: Db,
  file: { commandeId: string; by: Someone; deletedAt?: Date | null; filename?: string },
): Promise<string> {
  const id = newId();
  await db
    .insertInto('files')
    .values({
      id,
      filename: file.filename ?? 'note.txt',
      storedName: `${randomUUID()}.bin`,
      mimeType: 'application/octet-stream',
      size: 12,
      url: `/api/files/${id}/content`,
      type: 'DOCUMENT',
      uploadedById: file.by.id,
      commandeId: file.commandeId,
      deletedAt: file.deletedAt ?? null,
    })
    .execute();
  return id;
}
