import type { PortableRow } from '#ops/backup/format.ts';
import type { SourceColumn, SourceTable } from '../source.ts';
import { foldName, type RawRow } from '../vocabulary/vocabulary.ts';
import { uuidOfBytes } from './ids.ts';

/** Reads a row that came by the reading shape: each value as text by the folded name of its column. */
export function rawRows({ columns }: SourceTable): (read: PortableRow) => RawRow {
  const named = columns.map((column) => [foldName(column.name), column] as const);
  return (read) => {
    const raw: Record<string, string | null> = {};
    for (const [name, column] of named) raw[name] = textIn(read, column);
    return raw;
  };
}

/** The value of one column as text. Sixteen bytes are a UUID, one is the BIT of a yes or no. */
export function textIn(read: PortableRow, { name, kind }: SourceColumn): string | null {
  const value = read[name] ?? null;
  if (value === null || kind !== 'bytes') return value === null ? null : String(value);
  const bytes = Buffer.from(String(value), 'base64');
  if (bytes.length === 16) return uuidOfBytes(bytes);
  return bytes.length === 1 ? String(bytes[0]) : bytes.toString('utf8');
}
