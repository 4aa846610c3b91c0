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
export function mysqlStatements(from: readonly Part[], to: readonly Part[]): Statement[] {
  const change = changeBetween(from, to);
  return [
    ...leaving(change, 'trigger').map(({ name }) => plain(`DROP TRIGGER ${quoted('mysql', name)}`)),
    ...leaving(change, 'foreign-key').map((part) =>
      alter(part, `DROP FOREIGN KEY ${quoted('mysql', part.sql ?? part.name)}`),
    ),
    ...leaving(change, 'check').map((part) => alter(part, `DROP CONSTRAINT ${quoted('mysql', part.name)}`)),
    ...leaving(change, 'index').map((part) => alter(part, `DROP INDEX ${quoted('mysql', part.name)}`)),
    ...ofKind(change.added, 'table').map(({ table }) => plain(createTable(change, table))),
    ...change.changed.filter(({ before }) => before.kind === 'table').map(({ after }) => collate(after)),
    ...columns(change),
    ...primaryKeys(change),
    ...coming(change, 'index').map((part) => alter(part, `ADD ${part.is.definition}`)),
    ...coming(change, 'check').map((part) =>
      alter(part, `ADD CONSTRAINT ${quoted('mysql', part.name)} ${part.is.definition}`),
    ),
    ...[...coming(change, 'foreign-key'), ...ofNewTables(change, 'foreign-key')].map((part) =>
      alter(part, `ADD CONSTRAINT ${quoted('mysql', part.sql ?? part.name)} ${part.is.definition}`),
    ),
    ...[...coming(change, 'trigger'), ...ofNewTables(change, 'trigger')].map(createTrigger),
    ...ofKind(change.removed, 'table').map(({ name }) => ({
      sql: `DROP TABLE ${quoted('mysql', name)}`,
      destroys: droppedTable(name),
    })),
  ];
}

function alter({ table }: Part, what: string, destroys: Statement['destroys'] = null): Statement {
  return { sql: `ALTER TABLE ${quoted('mysql', table)} ${what}`, destroys };
}

function ofNewTables({ added, to }: Change, kind: Part['kind']): Part[] {
  return ofKind(added, 'table').flatMap(({ table }) => partsOf(to, table, kind));
}

/** What columns are given when they name no collation of their own; those that are there keep theirs. */
function collate(part: Part): Statement {
  return alter(part, `DEFAULT ${collationClause(part.is.collation)}`);
}

function collationClause(collation: string | undefined): string {
  if (collation === undefined) return '';
  return `CHARACTER SET ${collation.split('_')[0]} COLLATE ${collation}`;
}

function createTable({ to }: Change, table: string): string {
  const lines = [
    ...partsOf(to, table, 'column').map((part) => `${quoted('mysql', part.name)} ${columnDefinition(part)}`),
    ...partsOf(to, table, 'index', 'primary-key').map(({ is }) => is.definition),
    ...partsOf(to, table, 'check').map(({ name, is }) => `CONSTRAINT ${quoted('mysql', name)} ${is.definition}`),
  ];
  const [{ is } = { is: {} as Part['is'] }] = partsOf(to, table, 'table');
  return `CREATE TABLE ${quoted('mysql', table)} (\n  ${lines.join(',\n  ')}\n) DEFAULT ${collationClause(is.collation)}`;
}

function columnDefinition({ is }: Part): string {
  const collation = is.collation === undefined ? '' : ` ${collationClause(is.collation)}`;
  const [, reckoned, kept] = /^generated (.*) (stored|virtual)$/s.exec(is.default ?? '') ?? [];
  if (reckoned !== undefined) return `${is.type}${collation} GENERATED ALWAYS AS (${reckoned}) ${kept?.toUpperCase()}`;
  const [fallback, automatic] = (is.default ?? '').split(/ (?=on update )/);
  if (fallback === 'auto_increment') return `${is.type}${collation} NOT NULL AUTO_INCREMENT`;
  return [
    `${is.type}${collation} ${is.nullable === 'no' ? 'NOT NULL' : 'NULL'}`,
    ...(fallback ? [`DEFAULT ${/^(json|\w*text|\w*blob)$/.test(is.type ?? '') ? `(${fallback})` : fallback}`] : []),
    ...(automatic ? [automatic] : []),
  ].join(' ');
}

function columns({ removed, added, changed }: Change): Statement[] {
  return [
    ...ofKind(removed, 'column').map((part) =>
      alter(part, `DROP COLUMN ${quoted('mysql', part.name)}`, droppedColumn(part)),
    ),
    ...ofKind(added, 'column').map((part) =>
      alter(part, `ADD COLUMN ${quoted('mysql', part.name)} ${columnDefinition(part)}`),
    ),
    ...changed
      .filter(({ before }) => before.kind === 'column')
      .map(({ before, after }) =>
        alter(after, `MODIFY ${quoted('mysql', after.name)} ${columnDefinition(after)}`, lossOfColumn(before, after)),
      ),
  ];
}

function primaryKeys({ removed, added, changed }: Change): Statement[] {
  return [
    ...ofKind(removed, 'primary-key').map((part) => alter(part, 'DROP PRIMARY KEY')),
    ...ofKind(added, 'primary-key').map((part) => alter(part, `ADD ${part.is.definition}`)),
    ...changed
      .filter(({ before }) => before.kind === 'primary-key')
      .map(({ after }) => alter(after, `DROP PRIMARY KEY, ADD ${after.is.definition}`)),
  ];
}

function createTrigger({ name, table, is: { definition = '' } }: Part): Statement {
  const [, moment = '', body = ''] = /^(\w+ \w+) (.*)$/s.exec(definition) ?? [];
  return plain(`CREATE TRIGGER ${quoted('mysql', name)} ${moment} ON ${quoted('mysql', table)} ${body}`);
}
