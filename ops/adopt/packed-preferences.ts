import type { SourceColumn, SourceTable } from './source.ts';
import { foldName, type RawRow } from './vocabulary/vocabulary.ts';

/** The preferences of a person, packed into one column of their row. */
export interface PackedPreferences {
  readonly column: SourceColumn;
  /** The table they would be: what is in the JSON counts as its columns. */
  readonly table: SourceTable;
  /** Whether a column of that table is in the JSON, and not beside it. */
  readonly isInside: (column: string) => boolean;
  /** Null for a person who has none. */
  readonly unpack: (raw: RawRow) => RawRow | null;
}

const NAMES = ['preferences', 'userpreferences', 'settings', 'prefs'];
/** What each of ours is called there. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  langue: ['langue', 'language', 'lang', 'locale'],
  timezone: ['timezone', 'tz', 'fuseau', 'fuseauhoraire'],
  notifications: ['notifications', 'notification'],
};

export function packedPreferences(users: SourceTable): PackedPreferences | null {
  const column = users.columns.find(({ name }) => NAMES.includes(foldName(name)));
  const isText = column?.kind === 'json' || column?.kind === 'text';
  if (!column || !isText) return null;
  const kindOf = (field: string) => (field === 'notifications' ? 'json' : 'text');
  const columns: SourceColumn[] = [
    ...Object.keys(FIELDS).map((name) => ({ name, kind: kindOf(name), type: '' }) as const),
    ...users.columns.filter(({ name }) => ['createdat', 'updatedat'].includes(foldName(name))),
    ...users.columns.filter(({ name }) => foldName(name) === 'id').map((id) => ({ ...id, name: 'userId' })),
  ];
  const name = foldName(column.name);
  const isInside = (field: string) => Object.hasOwn(FIELDS, field);
  return { column, table: { ...users, columns }, isInside, unpack: (raw) => unpack(raw, raw[name] ?? null) };
}

function unpack(raw: RawRow, packed: string | null): RawRow | null {
  const fields = fieldsOf(packed);
  if (fields === null) return null;
  const texts = new Map(
    Object.entries(fields).map(([name, value]) => [
      foldName(name),
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  const known = Object.fromEntries(
    Object.entries(FIELDS).flatMap(([ours, theirs]) => {
      const found = theirs.find((name) => texts.has(name));
      return found === undefined ? [] : [[ours, texts.get(found) ?? null]];
    }),
  );
  const { createdat = null, updatedat = null, id = null } = raw;
  return Object.keys(known).length === 0 ? null : { ...known, createdat, updatedat, userid: id };
}

function fieldsOf(packed: string | null): object | null {
  try {
    const value: unknown = JSON.parse(packed ?? 'null');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
