import { bare, readAlterTable, splitAtCommas } from './clauses.ts';
import { AS_WRITTEN, type OnlineForm, type TableShape } from './form.ts';
import { readRowChange } from './row-change.ts';

/**
 * How MySQL and MariaDB do a statement without holding up those who work: https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html
 * and https://mariadb.com/kb/en/innodb-online-ddl-overview/. null where they cannot, or where that cannot be told.
 *
 * @param shape of the table that the statement is about
 */
export function mysqlForm(statement: string, shape: TableShape): OnlineForm | null {
  if (/^(UPDATE|DELETE)\b/i.test(statement)) {
    const change = readRowChange(statement, shape);
    return change ? { kind: 'batches', change } : null;
  }
  if (/^CREATE\s+(UNIQUE\s+)?INDEX\b/i.test(statement))
    return { kind: 'algorithms', attempts: [`${statement} ALGORITHM=INPLACE LOCK=NONE`] };
  const dropped = /^DROP\s+INDEX\s+(\S+)\s+ON\s+(\S+)$/i.exec(statement);
  if (dropped) return algorithms(`ALTER TABLE ${dropped[2]} DROP INDEX ${dropped[1]}`);
  if (/^OPTIMIZE\b/i.test(statement)) return null;
  const alter = readAlterTable(statement);
  if (!alter) return AS_WRITTEN;
  const [change = ''] = alter.changes;
  if (alter.changes.length === 1 && IS_FOREIGN_KEY.test(change)) return foreignKeyForm(statement, alter.table, change);
  if (!alter.changes.every((each) => isOnline(each, shape))) return null;
  return algorithms(statement);
}

function algorithms(statement: string): OnlineForm {
  return {
    kind: 'algorithms',
    attempts: [`${statement}, ALGORITHM=INSTANT`, `${statement}, ALGORITHM=INPLACE, LOCK=NONE`],
  };
}

const IS_FOREIGN_KEY = /^ADD\s+CONSTRAINT\s+\S+\s+FOREIGN\s+KEY\b/i;

/** The keys are looked at only where `foreign_key_checks` is on, which wants a copy of the table: so it is off for a moment. */
function foreignKeyForm(statement: string, table: string, change: string): OnlineForm | null {
  const pattern = /^ADD\s+CONSTRAINT\s+(\S+)\s+FOREIGN\s+KEY\s*\(([^)]*)\)\s*REFERENCES\s+(\S+?)\s*\(([^)]*)\)/i;
  const [, name = '', own = '', parent = '', theirs = ''] = pattern.exec(change) ?? [];
  const [columns, targets] = [splitAtCommas(own), splitAtCommas(theirs)];
  if (name === '' || columns.length !== targets.length) return null;
  const equal = columns.map((column, index) => `p.${targets[index]} = c.${column}`).join(' AND ');
  const given = columns.map((column) => `c.${column} IS NOT NULL`).join(' AND ');
  return {
    kind: 'foreign-key',
    name: bare(name),
    sql: `${statement}, ALGORITHM=INPLACE, LOCK=NONE`,
    drop: `ALTER TABLE ${table} DROP FOREIGN KEY ${name}`,
    dangling: `SELECT 1 FROM ${table} c LEFT JOIN ${parent} p ON ${equal} WHERE ${given} AND p.${targets[0]} IS NULL LIMIT 1`,
    sentence: `rows of ${bare(table)} refer to rows of ${bare(parent)} that do not exist`,
  };
}

const ONLINE = [
  /^ADD\s+(UNIQUE\s+)?(INDEX|KEY)\b/i,
  /^DROP\s+(INDEX|KEY|FOREIGN\s+KEY|CONSTRAINT|CHECK)\b/i,
  /^ALTER\s+(COLUMN\s+)?\S+\s+(SET|DROP)\s+DEFAULT\b/i,
  /^RENAME\b/i,
];

function isOnline(change: string, shape: TableShape): boolean {
  return ONLINE.some((pattern) => pattern.test(change)) || isPlainColumn(change) || keepsWhatIsStored(change, shape);
}

function isPlainColumn(change: string): boolean {
  const definition =
    /^ADD\s+(?:COLUMN\s+)?(?!CONSTRAINT\b|UNIQUE\b|CHECK\b|PRIMARY\b|FOREIGN\b|FULLTEXT\b|SPATIAL\b)([\s\S]+)$/i.exec(
      change,
    )?.[1];
  return (
    definition !== undefined &&
    !/\b(AUTO_INCREMENT|STORED|PERSISTENT|PRIMARY\s+KEY|UNIQUE|CHECK|REFERENCES)\b/i.test(definition)
  );
}

/** The same type, more values at the end of an enumeration, or a longer text; and NULL or NOT NULL as before. */
function keepsWhatIsStored(change: string, { columns }: TableShape): boolean {
  const [, name = '', definition = ''] = /^MODIFY\s+(?:COLUMN\s+)?(\S+)\s+([\s\S]+)$/i.exec(change) ?? [];
  const before = columns.get(bare(name));
  const [type] = /^\w+\s*(\([\s\S]*?\))?/.exec(definition) ?? [];
  if (!before || type === undefined) return false;
  const nullable = !/\bNOT\s+NULL\b/i.test(definition);
  const [now, then] = [plain(type), plain(before.type)];
  return nullable === before.nullable && (now === then || addsValues(then, now) || lengthens(then, now));
}

/** As the server writes a type: no blanks, small letters but in quotes, `int` for `integer`. */
function plain(type: string): string {
  const small = type.replace(/'(?:[^']|'')*'|[^']+/g, (part) =>
    part.startsWith("'") ? part : part.replace(/\s+/g, '').toLowerCase(),
  );
  return small
    .replace(/^integer/, 'int')
    .replace(/^int\(\d+\)$/, 'int')
    .replace(/^bigint\(\d+\)$/, 'bigint')
    .replace(/^boolean$/, 'tinyint(1)');
}

function addsValues(before: string, after: string): boolean {
  return before.startsWith('enum(') && after.startsWith(`${before.slice(0, -1)},`);
}

/** Of what takes up to 255 bytes, the length is kept in one byte, else in two; a character has up to four. */
function lengthens(before: string, after: string): boolean {
  const [from, to] = [before, after].map((type) => Number(/^varchar\((\d+)\)$/.exec(type)?.[1]));
  return from !== undefined && to !== undefined && to >= from && from * 4 > 255 === to * 4 > 255;
}
