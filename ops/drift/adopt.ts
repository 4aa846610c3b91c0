import { mkdir, writeFile } from 'node:fs/promises';
import { MIGRATIONS_FOLDER } from '#ops/migrate/migration-files.ts';
import { type MigrateOptions, withSession } from '#ops/migrate/session.ts';
import { withoutUnknown } from './compare.ts';
import { driftOf } from './drift.ts';
import { driftErrors } from './errors.ts';
import { introspect } from './introspect.ts';
import type { Statement } from './sql/change.ts';
import { readStructure, renderStructure, structureFile } from './structure.ts';

export interface AdoptedDrift {
  /** `20261121090000_adopt_drift` */
  name: string;
  /** The files that were written. */
  files: URL[];
}

/**
 * Writes what the live database has otherwise as a migration for its provider, up and down, with the structure it
 * leaves beside it. Changes nothing in the database: the SQL is to be reviewed, and the migration then declared applied
 * where it is so already (`migrate:resolve --applied`).
 *
 * @throws DRIFT_NOTHING_TO_ADOPT
 */
export function adoptDrift(options: MigrateOptions & { now?: Date }): Promise<AdoptedDrift> {
  const { folder = MIGRATIONS_FOLDER, now = new Date() } = options;
  return withSession(options, async ({ db }) => {
    const { differences, adopt, repair, migration } = await driftOf(db, folder);
    if (differences.length === 0) throw driftErrors.DRIFT_NOTHING_TO_ADOPT();
    const name = `${now.toISOString().replace(/\D/g, '').slice(0, 14)}_adopt_drift`;
    const live = await introspect(db);
    const ours = withoutUnknown((await readStructure(db.provider, migration, folder)) ?? live, live);
    const of = (file: string) => new URL(`${db.provider}/${name}/${file}`, folder);
    const files = [
      await write(of('migration.sql'), script(adopt)),
      await write(of('down.sql'), script(repair)),
      await write(structureFile(db.provider, name, folder), renderStructure(ours)),
    ];
    return { name, files };
  });
}

/** As a script of migration: what it loses first, then each statement ended by a semicolon. */
export function script(statements: readonly Statement[]): string {
  const losses = statements.flatMap(({ destroys }) => (destroys ? [`-- WARNING: ${destroys.en}\n`] : []));
  return `${losses.join('')}${statements.map(({ sql }) => `${sql.replace(/;\s*$/, '')};\n`).join('\n')}`;
}

async function write(file: URL, content: string): Promise<URL> {
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, content);
  return file;
}
