import { DAMAGE, Damaged, damageOf } from './damage.ts';
import type { BackupHeader, BackupSummary, Manifest } from './format.ts';
import { type ArchiveSource, readArchive } from './read-archive.ts';

/**
 * Reads all of a backup and says what is in it. Changes nothing.
 * @throws BACKUP_FILE_UNKNOWN, BACKUP_DAMAGED, BACKUP_KEY_MISSING, BACKUP_KEY_WRONG, BACKUP_TOO_NEW
 */
export async function verifyBackup(source: ArchiveSource): Promise<Manifest> {
  let header: BackupHeader | undefined;
  let summary: BackupSummary | undefined;
  for await (const part of readArchive(source)) {
    if (part.what === 'header') header = part.header;
    if (part.what === 'summary') summary = part.summary;
  }
  if (!header || !summary) throw damageOf(source.path, new Damaged(DAMAGE.tooShort));
  return { ...header, summary };
}
