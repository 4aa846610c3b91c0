import { introspect } from '#ops/drift/introspect.ts';
import { type Part, tablesOf } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import { isKeptAside, type UndoRun } from './undo-log.ts';

/** What a database of MySQL is made of before a run, so that it can be made again: its columns in their order. */
export async function readFormerStructure(db: MigrationDatabase): Promise<Part[]> {
  const parts = await readParts(db);
  const rows = await db.query(`SELECT table_name AS tab, column_name AS name, ordinal_position AS place
    FROM information_schema.columns WHERE table_schema = DATABASE()`);
  const places = new Map(rows.map(({ tab, name, place }) => [`${tab} ${name}`, Number(place)]));
  const placeOf = ({ kind, table, name }: Part) => (kind === 'column' ? (places.get(`${table} ${name}`) ?? 0) : 0);
  return parts.sort((one, other) => placeOf(one) - placeOf(other));
}

/** What it is made of now: the tables there were, and those that the run makes. A table that somebody else made meanwhile is theirs. */
export async function readLiveStructure(db: MigrationDatabase, { structure, made }: UndoRun): Promise<Part[]> {
  const ours = new Set([...tablesOf(structure), ...made]);
  return (await readParts(db)).filter(({ table }) => ours.has(table));
}

async function readParts(db: MigrationDatabase): Promise<Part[]> {
  return (await introspect(db)).filter(({ table }) => !isKeptAside(table));
}
