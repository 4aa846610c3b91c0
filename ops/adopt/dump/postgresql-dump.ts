import type { TableShape } from '#ops/backup/format.ts';
import { introspect } from '#ops/drift/introspect.ts';
import { postgresqlStatements } from '#ops/drift/sql/postgresql.ts';
import type { Part, Structure } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { HISTORY_TABLE } from '#ops/migrate/history.ts';
import { insertStatements } from './insert-statements.ts';

/**
 * Types, sequences, tables, rows, keys and triggers of a schema as SQL for `psql`, in one transaction. Views and
 * functions other than those of triggers are not in it: an adoption does not touch them.
 */
export async function* postgresqlDump(db: MigrationDatabase, tables: readonly TableShape[]): AsyncGenerator<string> {
  const statements = postgresqlStatements([], await inTheirOrder(db, await introspect(db))).map(
    ({ sql }) => `${sql};\n`,
  );
  const isLate = (sql: string) => /^ALTER TABLE .* FOREIGN KEY|^CREATE (CONSTRAINT )?TRIGGER/s.test(sql);
  const sequences = await sequencesOf(db);
  yield 'BEGIN;\n';
  for (const { name } of sequences.filter(({ isIdentity }) => !isIdentity)) yield `CREATE SEQUENCE ${name};\n`;
  yield* statements.filter((sql) => !isLate(sql));
  for (const table of tables) yield* insertStatements(db, table, 'OVERRIDING SYSTEM VALUE ');
  yield* historyOf(db);
  yield* statements.filter(isLate);
  for (const { name, value } of sequences.filter((sequence) => sequence.value !== null))
    yield `SELECT setval('${name.replaceAll("'", "''")}', ${value});\n`;
  yield 'COMMIT;\n';
}

/** Columns as the tables have them; a structure has them by name. */
async function inTheirOrder(db: MigrationDatabase, structure: Structure): Promise<Part[]> {
  const columns = await db.query(`SELECT table_name AS tab, column_name AS name, ordinal_position AS place
    FROM information_schema.columns WHERE table_schema = current_schema()`);
  const places = new Map(columns.map(({ tab, name, place }) => [`${tab} ${name}`, Number(place)]));
  const placeOf = ({ kind, table, name }: Part) => (kind === 'column' ? (places.get(`${table} ${name}`) ?? 0) : 0);
  return structure.toSorted((one, other) => placeOf(one) - placeOf(other));
}

interface Sequence {
  name: string;
  /** The last value it gave; null when it has given none. */
  value: string | null;
  isIdentity: boolean;
}

async function sequencesOf(db: MigrationDatabase): Promise<Sequence[]> {
  const rows = await db.query(`SELECT quote_ident(s.sequencename) AS name, s.last_value::text AS value,
      EXISTS (SELECT 1 FROM pg_depend d JOIN pg_class c ON c.oid = d.objid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relname = s.sequencename AND n.nspname = s.schemaname AND d.deptype = 'i') AS identity
    FROM pg_sequences s WHERE s.schemaname = current_schema()`);
  return rows.map(({ name, value, identity }) => ({
    name: String(name),
    value: value === null ? null : String(value),
    isIdentity: identity === true,
  }));
}

/** What the structure leaves out. */
async function* historyOf(db: MigrationDatabase): AsyncGenerator<string> {
  if (!(await db.tables()).includes(HISTORY_TABLE)) return;
  const columns =
    await db.query(`SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required
    FROM pg_attribute a WHERE a.attrelid = '${HISTORY_TABLE}'::regclass AND a.attnum > 0 AND NOT a.attisdropped`);
  const lines = columns.map(
    ({ name, type, required }) => `${quoted('postgresql', String(name))} ${type}${required ? ' NOT NULL' : ''}`,
  );
  yield `CREATE TABLE ${HISTORY_TABLE} (${lines.join(', ')}, PRIMARY KEY (id));\n`;
  const shape = columns.map(({ name }) => ({ name: String(name), kind: 'text' as const }));
  yield* insertStatements(db, { name: HISTORY_TABLE, columns: shape, primaryKey: ['id'] });
}
