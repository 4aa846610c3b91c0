import { quoted } from '#ops/migrate/databases/quoted.ts';
import type { Part } from '../structure.ts';
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

/** What leans on a column goes first and comes back last. */
export function postgresqlStatements(from: readonly Part[], to: readonly Part[]): Statement[] {
  const change = changeBetween(from, to);
  const removedTables = ofKind(change.removed, 'table');
  return [
    ...leaving(change, 'trigger').map((part) =>
      plain(`DROP TRIGGER ${quoted('postgresql', part.name)} ON ${quoted('postgresql', part.table)}`),
    ),
    ...leaving(change, 'foreign-key').map((part) => dropConstraint(part, part.sql ?? part.name)),
    ...leaving(change, 'check').map((part) => dropConstraint(part, part.name)),
    ...leaving(change, 'index').map(dropIndex),
    ...leaving(change, 'primary-key').map((part) => dropConstraint(part, part.sql ?? part.name)),
    ...enumerations(change),
    ...coming(change, 'function').map((part) => plain(definitionOf(part))),
    ...ofKind(change.added, 'table').flatMap(({ table }) => createTable(change, table)),
    ...columns(change),
    ...coming(change, 'primary-key').map(addConstraint),
    ...coming(change, 'index').map((part) => plain(definitionOf(part))),
    ...coming(change, 'check').map(addConstraint),
    ...[...coming(change, 'foreign-key'), ...ofNewTables(change, 'foreign-key')].map(addConstraint),
    ...[...coming(change, 'trigger'), ...ofNewTables(change, 'trigger')].map((part) => plain(definitionOf(part))),
    ...removedTables.map(({ name }) => ({
      sql: `DROP TABLE ${quoted('postgresql', name)} CASCADE`,
      destroys: droppedTable(name),
    })),
    ...ofKind(change.removed, 'enumeration').map(({ name }) => plain(`DROP TYPE ${quoted('postgresql', name)}`)),
    ...ofKind(change.removed, 'function').map(({ name }) => plain(`DROP FUNCTION ${quoted('postgresql', name)}()`)),
  ];
}

function definitionOf({ is: { definition = '' } }: Part): string {
  return definition.trim();
}

function ofNewTables({ added, to }: Change, kind: Part['kind']): Part[] {
  return ofKind(added, 'table').flatMap(({ table }) => partsOf(to, table, kind));
}

function dropConstraint({ table }: Part, name: string): Statement {
  return plain(`ALTER TABLE ${quoted('postgresql', table)} DROP CONSTRAINT ${quoted('postgresql', name)}`);
}

function dropIndex(part: Part): Statement {
  return part.sql === undefined
    ? plain(`DROP INDEX ${quoted('postgresql', part.name)}`)
    : dropConstraint(part, part.sql);
}

/** A check goes by its name, the others by the name of their constraint. */
function addConstraint(part: Part): Statement {
  const name = quoted('postgresql', part.sql ?? part.name);
  return plain(`ALTER TABLE ${quoted('postgresql', part.table)} ADD CONSTRAINT ${name} ${definitionOf(part)}`);
}

function createTable({ to }: Change, table: string): Statement[] {
  const lines = [
    ...partsOf(to, table, 'column').map((column) => `${quoted('postgresql', column.name)} ${columnDefinition(column)}`),
    ...partsOf(to, table, 'primary-key', 'check').map(
      (part) => `CONSTRAINT ${quoted('postgresql', part.sql ?? part.name)} ${definitionOf(part)}`,
    ),
  ];
  const create = `CREATE TABLE ${quoted('postgresql', table)} (\n  ${lines.join(',\n  ')}\n)`;
  return [create, ...partsOf(to, table, 'index').map(definitionOf)].map(plain);
}

function columnDefinition({ is }: Part): string {
  const collation = is.collation === undefined ? '' : ` COLLATE ${is.collation}`;
  return `${is.type}${collation}${defaultClause(is.default)}${is.nullable === 'no' ? ' NOT NULL' : ''}`;
}

function defaultClause(fallback: string | undefined): string {
  if (fallback === undefined) return '';
  if (fallback.startsWith('identity ')) {
    return ` GENERATED ${fallback === 'identity a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`;
  }
  const generated = /^generated (.*)$/s.exec(fallback)?.[1];
  return generated === undefined ? ` DEFAULT ${fallback}` : ` GENERATED ALWAYS AS (${generated}) STORED`;
}

function columns(change: Change): Statement[] {
  return [
    ...ofKind(change.removed, 'column').map((part) => ({
      sql: `ALTER TABLE ${quoted('postgresql', part.table)} DROP COLUMN ${quoted('postgresql', part.name)}`,
      destroys: droppedColumn(part),
    })),
    ...ofKind(change.added, 'column').map((part) =>
      plain(
        `ALTER TABLE ${quoted('postgresql', part.table)} ADD COLUMN ${quoted('postgresql', part.name)} ${columnDefinition(part)}`,
      ),
    ),
    ...change.changed.filter(({ before }) => before.kind === 'column').flatMap(alterColumn),
  ];
}

function alterColumn({ before, after }: { before: Part; after: Part }): Statement[] {
  const alter = `ALTER TABLE ${quoted('postgresql', after.table)} ALTER COLUMN ${quoted('postgresql', after.name)}`;
  const differs = (property: string) => before.is[property] !== after.is[property];
  const statements: Statement[] = [];
  const retyped = differs('type') || differs('collation');
  if (before.is.default !== undefined && (differs('default') || retyped))
    statements.push(plain(`${alter} DROP DEFAULT`));
  if (retyped) {
    const collation = after.is.collation ?? (before.is.collation === undefined ? null : '"default"');
    const sql = `${alter} TYPE ${after.is.type}${collation === null ? '' : ` COLLATE ${collation}`}${using(before, after)}`;
    statements.push({ sql, destroys: lossOfColumn(before, after) });
  }
  if (after.is.default !== undefined && (differs('default') || retyped))
    statements.push(plain(`${alter} SET DEFAULT ${after.is.default}`));
  if (differs('nullable')) statements.push(plain(`${alter} ${after.is.nullable === 'no' ? 'SET' : 'DROP'} NOT NULL`));
  return statements;
}

/** Between two families the value is turned by way of its text; within one, a value that does not fit is refused. */
function using(before: Part, after: Part): string {
  return lossOfColumn(before, after) === null
    ? ''
    : ` USING ${quoted('postgresql', after.name)}::text::${after.is.type}`;
}

/** PostgreSQL adds a value to an enumeration and takes none away: it is made anew, and every column turned to it. */
function enumerations(change: Change): Statement[] {
  const created = ofKind(change.added, 'enumeration').map(({ name, is }) =>
    plain(`CREATE TYPE ${quoted('postgresql', name)} AS ENUM (${is.values})`),
  );
  const changed = change.changed.filter(({ before }) => before.kind === 'enumeration').map(({ after }) => after);
  return [...created, ...changed.flatMap((part) => remadeEnumeration(change, part))];
}

function remadeEnumeration({ from, to }: Change, { name, is }: Part): Statement[] {
  const type = /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoted('postgresql', name);
  const users = ofKind(from, 'column').filter(
    (column) => column.is.type === type && to.some(({ kind, table }) => kind === 'table' && table === column.table),
  );
  const old = `${name}_old`;
  return [
    `ALTER TYPE ${quoted('postgresql', name)} RENAME TO ${quoted('postgresql', old)}`,
    `CREATE TYPE ${quoted('postgresql', name)} AS ENUM (${is.values})`,
    ...users.flatMap((column) => {
      const alter = `ALTER TABLE ${quoted('postgresql', column.table)} ALTER COLUMN ${quoted('postgresql', column.name)}`;
      const turned = `${alter} TYPE ${quoted('postgresql', name)} USING ${quoted('postgresql', column.name)}::text::${quoted('postgresql', name)}`;
      if (column.is.default === undefined) return [turned];
      return [`${alter} DROP DEFAULT`, turned, `${alter} SET DEFAULT ${column.is.default}`];
    }),
    `DROP TYPE ${quoted('postgresql', old)}`,
  ].map(plain);
}
