import { quoted } from '#ops/migrate/databases/quoted.ts';
import { keyOf, type Part } from '../structure.ts';
import {
  type Change,
  changeBetween,
  coming,
  droppedColumn,
  droppedTable,
  leaving,
  lossOfColumn,
  ofKind,
  partsOf,
  plain,
  type Statement,
} from './change.ts';

/**
 * SQLite alters hardly anything in place: a table that changes is made anew and its rows are copied. To be run while
 * the foreign keys are off, as ops/migrate does it, or dropping the old table would delete what hangs on it.
 */
export function sqliteStatements(from: readonly Part[], to: readonly Part[]): Statement[] {
  const change = changeBetween(from, to);
  const remade = new Set(
    [...change.removed, ...change.added, ...change.changed.map(({ after }) => after)]
      .filter(({ kind }) => !['table', 'index', 'trigger'].includes(kind))
      .map(({ table }) => table),
  );
  const stays = ({ table }: Part) => !remade.has(table);
  return [
    ...leaving(change, 'trigger')
      .filter(stays)
      .map(({ name }) => plain(`DROP TRIGGER ${quoted('sqlite', name)}`)),
    ...leaving(change, 'index')
      .filter(stays)
      .map(({ name }) => plain(`DROP INDEX ${quoted('sqlite', name)}`)),
    ...ofKind(change.added, 'table').flatMap(({ table, sql = '' }) => [plain(sql), ...around(to, table)]),
    ...[...remade].flatMap((table) => makeAnew(change, table)),
    ...coming(change, 'index').filter(stays).map(definition),
    ...coming(change, 'trigger').filter(stays).map(definition),
    ...ofKind(change.removed, 'table').map(({ name }) => ({
      sql: `DROP TABLE ${quoted('sqlite', name)}`,
      destroys: droppedTable(name),
    })),
  ];
}

function definition({ is }: Part): Statement {
  return plain(is.definition ?? '');
}

/** The indexes and triggers that stand beside the text of a table. */
function around(structure: readonly Part[], table: string): Statement[] {
  const indexes = partsOf(structure, table, 'index').filter(({ name }) => !name.startsWith('unique ('));
  return [...indexes, ...partsOf(structure, table, 'trigger')].map(definition);
}

function makeAnew(change: Change, table: string): Statement[] {
  const [target] = partsOf(change.to, table, 'table');
  const copy = quoted('sqlite', `new_${table}`);
  const before = new Map(partsOf(change.from, table, 'column').map((part) => [keyOf(part), part]));
  const kept = partsOf(change.to, table, 'column').filter((part) => before.has(keyOf(part)) && !isReckoned(part));
  const values = kept.map((part) => copiedValue(part, before.get(keyOf(part))));
  const names = kept.map(({ name }) => quoted('sqlite', name)).join(', ');
  return [
    plain(String(target?.sql).replace(/^CREATE TABLE\s+(?:"[^"]+"|`[^`]+`|\[[^\]]+\]|\w+)/i, `CREATE TABLE ${copy}`)),
    {
      sql: `INSERT INTO ${copy} (${names}) SELECT ${values.join(', ')} FROM ${quoted('sqlite', table)}`,
      destroys: lossOf(change, table),
    },
    plain(`DROP TABLE ${quoted('sqlite', table)}`),
    plain(`ALTER TABLE ${copy} RENAME TO ${quoted('sqlite', table)}`),
    ...around(change.to, table),
  ];
}

/** SQLite reckons it from the others, and lets nobody write it. */
function isReckoned({ is }: Part): boolean {
  return is.default?.startsWith('generated ') ?? false;
}

/** What has no value where one becomes necessary takes the one that new rows are given. */
function copiedValue({ name, is }: Part, before: Part | undefined): string {
  const fills = is.nullable === 'no' && before?.is.nullable === 'yes' && is.default !== undefined;
  return fills ? `coalesce(${quoted('sqlite', name)}, ${is.default})` : quoted('sqlite', name);
}

function lossOf({ removed, changed }: Change, table: string): Statement['destroys'] {
  const losses = [
    ...ofKind(removed, 'column').map((part) => (part.table === table ? droppedColumn(part) : null)),
    ...changed.map(({ before, after }) =>
      before.kind === 'column' && before.table === table ? lossOfColumn(before, after) : null,
    ),
  ].filter((loss) => loss !== null);
  if (losses.length === 0) return null;
  return { fr: losses.map(({ fr }) => fr).join(' ; '), en: losses.map(({ en }) => en).join('; ') };
}
