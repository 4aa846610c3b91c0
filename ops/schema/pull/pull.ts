import { introspectAsMade } from '#ops/drift/introspect.ts';
import type { Part } from '#ops/drift/structure.ts';
import { type MigrateOptions, withSession } from '#ops/migrate/session.ts';
import { formatText } from '../format.ts';
import { readText, SCHEMA_FILE } from '../schema-file.ts';
import { isUnspoken } from '../unspoken.ts';
import { type KnownNames, readKnownNames } from './known-names.ts';
import { liveTables } from './live-tables.ts';
import { modelsOf } from './models.ts';
import { renderSchema } from './render-schema.ts';

export interface PulledSchema {
  /** The text of a Prisma schema, written for this database. */
  schema: string;
  models: number;
  /** What it has no words for and the database has: triggers, checks, indexes on expressions. */
  unspoken: string[];
}

/**
 * The structure of the live database as a Prisma schema. Tables and columns that prisma/schema.prisma knows keep the
 * names, the order and the comments they have there; the others are called as the database calls them. Reads only.
 *
 * @throws SCHEMA_TOOLS_MISSING
 */
export function pullSchema(options: MigrateOptions): Promise<PulledSchema> {
  return withSession(options, async ({ db }) => {
    const structure = await introspectAsMade(db);
    const unspoken = structure
      .filter((part) => isUnspoken(part, structure, db.provider))
      .map(inShort)
      .sort();
    const pulled = modelsOf(db.provider, liveTables(structure, db.provider), await knownNames());
    const schema = await formatText(renderSchema(db.provider, pulled, unspoken));
    return { schema, models: pulled.models.length, unspoken };
  });
}

/** None where the schema is not there or is being changed and cannot be read. */
async function knownNames(): Promise<KnownNames> {
  const source = await readText(SCHEMA_FILE).catch(() => null);
  const none = { models: new Map(), relations: new Map() };
  return source === null ? none : readKnownNames(source);
}

function inShort({ kind, table, name }: Part): string {
  return table === '' ? `${kind} ${name}` : `${kind} ${name} of ${table}`;
}
