import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Config } from '#platform/config/config.ts';
import { PROVIDERS, type Provider } from '#prisma/generate/providers.ts';

export const PARTIAL_PREFIX = '.partial-';

export interface BackupFile {
  readonly path: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly bytes: number;
  readonly provider: Provider;
  /** The one table that is in it; null of a whole backup. */
  readonly table: string | null;
  readonly encrypted: boolean;
}

/** The backups of a folder, newest first, as their names say; what is in them says `verifyBackup`. */
export async function listBackups(folder: string): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const read = readBackupName(name);
    const found = read && (await stat(join(folder, name)).catch(() => null));
    if (read && found) files.push({ ...read, name, path: join(folder, name), bytes: found.size });
  }
  return files.sort((a, b) => (a.name < b.name ? 1 : -1));
}

export function isPartial(name: string): boolean {
  return name.startsWith(PARTIAL_PREFIX);
}

/** `staka-20261121T143200123Z-sqlite.tar.zst`: sorts by time; the number tells two of one millisecond apart. */
export function backupFileName(
  { at, provider, table, keys }: { at: Date; provider: Provider; table: string | undefined; keys: readonly string[] },
  number: number,
): string {
  const time = at.toISOString().replaceAll(/[-:.]/g, '');
  const only = table === undefined ? '' : `-${table.replaceAll(/[^\w]/g, '_')}`;
  const extension = keys.length === 0 ? '.tar.zst' : '.tar.zst.age';
  return `staka-${time}-${provider}${only}${number === 1 ? '' : `.${number}`}${extension}`;
}

const NAME = /^staka-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-([a-z]+)(?:-(\w+))?(?:\.\d+)?\.tar\.zst(\.age)?$/;

export function readBackupName(
  name: string,
): Pick<BackupFile, 'createdAt' | 'provider' | 'table' | 'encrypted'> | null {
  const match = NAME.exec(name);
  const provider = PROVIDERS.find((candidate) => candidate === match?.[8]);
  if (!match || !provider) return null;
  const [year, month, day, hours, minutes, seconds, milliseconds] = match.slice(1, 8).map(Number);
  const createdAt = new Date(
    Date.UTC(year ?? 0, (month ?? 1) - 1, day, hours ?? 0, minutes, seconds, milliseconds ?? 0),
  );
  return { createdAt, provider, table: match[9] ?? null, encrypted: match[10] !== undefined };
}

/** Where the backups of this installation are on this machine; `BACKUP_TARGET` may put new ones elsewhere. */
export function backupFolder({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'backups');
}

/** A path as it was typed, or a name in the folder of the backups; `findArchive` knows those that are elsewhere, too. */
export function findBackup(config: Pick<Config, 'dataDir'>, file: string): string {
  const inFolder = join(backupFolder(config), file);
  return basename(file) === file && !existsSync(file) && existsSync(inFolder) ? inFolder : resolve(file);
}
