import type { Part, Structure } from '#ops/drift/structure.ts';
import { type MysqlTable, mysqlTable } from '#prisma/diff/mysql-ddl.ts';
import type { DataModel } from '#prisma/generate/data-model.ts';

/** What MySQL and MariaDB would tell of a database made from the data model, in the wording of `ops/drift`. */
export function mysqlStructure({ tables }: DataModel): Structure {
  return tables.map(mysqlTable).flatMap(tableParts);
}

const COLLATION = 'utf8mb4_unicode_ci';

function tableParts({ name: table, columns, primaryKey, indexes, foreignKeys }: MysqlTable): Part[] {
  return [
    { kind: 'table', table, name: table, is: { collation: COLLATION } },
    ...[...columns].map(([name, definition]): Part => ({ kind: 'column', table, name, is: columnOf(definition) })),
    { kind: 'primary-key', table, name: 'primary key', is: { definition: `PRIMARY KEY (${primaryKey})` } },
    ...[...indexes].map(
      ([name, definition]): Part => ({ kind: 'index', table, name, is: { definition: spaced(definition) } }),
    ),
    ...[...foreignKeys].map(([sql, definition]): Part => {
      const name = (/\((.*?)\)/.exec(definition)?.[1] ?? '').replaceAll('`', '');
      return { kind: 'foreign-key', table, name, is: { definition: spaced(definition) }, sql };
    }),
  ];
}

/** The name of a table or an index stands apart from the columns behind it. */
function spaced(definition: string): string {
  return definition.replaceAll('`(', '` (');
}

/** From `VARCHAR(191) NOT NULL DEFAULT ''`, as `prisma/diff/mysql-ddl.ts` writes it. */
function columnOf(definition: string): Part['is'] {
  const [, type = '', own, not, fallback] =
    /^(.*?)(?: CHARACTER SET \w+ COLLATE (\w+))? (NOT )?NULL(?: DEFAULT (.*))?$/s.exec(definition) ?? [];
  const isText = /^(\w*TEXT|(VAR)?CHAR|ENUM)\b/.test(type);
  return {
    type: typeOf(type),
    nullable: not === undefined ? 'yes' : 'no',
    ...(isText && { collation: own ?? COLLATION }),
    ...(fallback !== undefined && { default: defaultOf(fallback) }),
  };
}

const TYPES: Readonly<Record<string, string>> = { INTEGER: 'int', BOOLEAN: 'tinyint(1)' };

function typeOf(type: string): string {
  const values = /^ENUM(\(.*\))$/s.exec(type)?.[1];
  if (values !== undefined) return `enum${values.replaceAll("', '", "','")}`;
  return TYPES[type] ?? type.toLowerCase();
}

function defaultOf(fallback: string): string {
  if (fallback.startsWith('CURRENT_TIMESTAMP')) return fallback.toLowerCase();
  if (fallback === 'true' || fallback === 'false') return fallback === 'true' ? '1' : '0';
  return fallback.replace(/^\((.*)\)$/s, '$1');
}
