import type { PortableRow, PortableValue } from '#ops/backup/format.ts';
import type { SourceTable } from '../source.ts';
import { foldName, type RawRow } from '../vocabulary/vocabulary.ts';
import { uuidOfBytes } from './ids.ts';

/** A row that was read by its reading shape, each value as text by the folded name of its column. */
export function rawRow({ columns }: SourceTable, read: PortableRow): RawRow {
  return Object.fromEntries(
    columns.map(({ name, kind }) => [foldName(name), textOf(read[name] ?? null, kind === 'bytes')]),
  );
}

/** Sixteen bytes are a UUID, one is the BIT of a yes or no. */
function textOf(value: PortableValue, isBytes: boolean): string | null {
  if (value === null || !isBytes) return value === null ? null : String(value);
  const bytes = Buffer.from(String(value), 'base64');
  if (bytes.length === 16) return uuidOfBytes(bytes);
  return bytes.length === 1 ? String(bytes[0]) : bytes.toString('utf8');
}
