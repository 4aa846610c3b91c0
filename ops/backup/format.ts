import type { StoredBytes } from '#platform/storage/storage.ts';
import type { Provider } from '#prisma/generate/providers.ts';

/** What a backup is made of, as docs/decisions/0013-backups.md describes it. */
export const FORMAT = 'staka-backup';
export const FORMAT_VERSION = 1;

/**
 * What a value means, whatever the database calls its type. In a row of a backup:
 * `integer` is a number, or its digits as text where a double would round it · `decimal` is text · `date` is RFC 3339
 * in UTC · `json` is the text of the value, its keys in order · `bytes` are base64.
 */
export type Kind = 'text' | 'integer' | 'double' | 'decimal' | 'boolean' | 'date' | 'json' | 'bytes';

export interface ColumnShape {
  readonly name: string;
  readonly kind: Kind;
}

export interface TableShape {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  /** Empty where there is none. */
  readonly primaryKey: readonly string[];
}

export type PortableValue = string | number | boolean | null;
/** By the name of the column, in the order of the columns. */
export type PortableRow = Readonly<Record<string, PortableValue>>;

export interface AppliedMigration {
  readonly name: string;
  /** SHA-256 of the script of this provider. */
  readonly checksum: string;
}

/** The first entry of the archive: what follows. */
export interface BackupHeader {
  readonly format: typeof FORMAT;
  readonly formatVersion: number;
  readonly stakaVersion: string;
  /** RFC 3339; the snapshot was taken just before. */
  readonly createdAt: string;
  readonly provider: Provider;
  /** The one table that was asked for; null of a whole backup. */
  readonly onlyTable: string | null;
  readonly migrations: readonly AppliedMigration[];
  readonly tables: readonly TableShape[];
}

export interface TableSummary {
  readonly name: string;
  readonly rows: number;
  /** Of the bytes of its NDJSON, in the order of the archive. */
  readonly sha256: string;
  /** Of its rows whatever their order: the same in every database that holds them. */
  readonly digest: string;
}

/** The last entry of the archive: what there was. */
export interface BackupSummary {
  readonly tables: readonly TableSummary[];
  readonly files: readonly StoredBytes[];
  /** Named by the database, and not there when the backup was made with `--skip-missing`. */
  readonly missingFiles: readonly string[];
}

export interface Manifest extends BackupHeader {
  readonly summary: BackupSummary;
}

export const HEADER_ENTRY = 'staka-backup.json';
export const SUMMARY_ENTRY = 'manifest.json';
export const FILE_ENTRY = /^files\/([0-9a-f]{64})$/;
export const ROWS_ENTRY = /^tables\/([^/]+)\/\d{6,}\.ndjson$/;

export function rowsEntry(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.ndjson`;
}

/** None is data of anybody's: the list of migrations is in the header, the marks of a restore are its own. */
export const TABLES_LEFT_OUT: ReadonlySet<string> = new Set(['_prisma_migrations', '_staka_restore', '_staka_swap']);
