import type { PortableRow } from '#ops/backup/format.ts';
import type { SourceColumn, SourceTable } from '../source.ts';
import { foldName, type RawRow } from '../vocabulary/vocabulary.ts';
import { uuidOfBytes } from './ids.ts';

/** A row that was read by its reading shape, each value as text by the folded name of its column. */
export function rawRow({ columns }: SourceTable, read: PortableRow): RawRow {
  return Object.fromEntries(columns.map((column) => [foldName(column.name), textIn(read, column)]));
}

/** The value of one column as text. Sixteen bytes are a UUID, one is the BIT of a yes or no. */
export function textIn(read: PortableRow, { name, kind }: SourceColumn): string | null {
  const value = read[name] ?? null;
  if (value === null || kind !== 'bytes') return value === null ? null : String(value);
  const bytes = Buffer.from(String(value), 'base64');
  if (bytes.length === 16) return uuidOfBytes(bytes);
  return bytes.length === 1 ? String(bytes[0]) : bytes.toString('utf8');
}
