import type { WithIsoDates } from '#platform/db/prepared.ts';
import type { ShownFile } from './queries.ts';
import type { File } from './schema.ts';

/** Neither where the bytes are kept nor what they are called there leaves the house. */
export function presentFile(file: ShownFile | WithIsoDates<ShownFile>): File {
  const { uploadedById, prenom, nom, avatar, role, numero, kind, corrigeFileId } = file;
  return {
    id: file.id,
    filename: file.filename,
    mimeType: file.mimeType,
    size: file.size,
    type: file.type,
    description: file.description,
    uploadedBy: { id: uploadedById, prenom, nom, avatar, role },
    commandeId: file.commandeId,
    createdAt: iso(file.createdAt),
    deletedAt: file.deletedAt === null ? null : iso(file.deletedAt),
    url: `/api/files/${file.id}/content`,
    version: numero === null || kind === null ? null : { numero, kind, corrigeFileId },
  };
}

function iso(date: Date | string): string {
  return typeof date === 'string' ? date : date.toISOString();
}
