import { awaitsData, isDataEdited } from './data/mark.ts';
import { authorsOf, readHistory } from './history.ts';
import { hasChecksum } from './migration-files.ts';
import { activeRow } from './plan.ts';
import { type MigrateOptions, withSession } from './session.ts';
import type { Signature } from './signature.ts';

export interface MigrationState {
  name: string;
  /**
   * `unfinished`: stopped half-way. `edited`: applied, and its file has changed since. `unknown`: applied, and not among
   * the files (the database is of a newer version of Staka).
   */
  state: 'applied' | 'pending' | 'unfinished' | 'edited' | 'unknown';
}

/** Every migration there is, in the files or in the database, oldest first. Reads only. */
export async function migrationStatus(options: MigrateOptions): Promise<MigrationState[]> {
  return withSession(options, async ({ db, migrations }) => {
    const history = await readHistory(db);
    const known = migrations.map((migration): MigrationState => {
      const { name, up } = migration;
      const row = activeRow(history, name);
      if (!row) return { name, state: 'pending' };
      if (!row.finished || awaitsData(row, migration)) return { name, state: 'unfinished' };
      const isAsItWas = hasChecksum(up, row.checksum) && !isDataEdited(row, migration);
      return { name, state: isAsItWas ? 'applied' : 'edited' };
    });
    const unknown = history
      .filter((row) => !row.rolledBack && !migrations.some(({ name }) => name === row.name))
      .map(({ name }): MigrationState => ({ name, state: 'unknown' }));
    return [...known, ...unknown].sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}

/** One thing that was done to the database, as its history tells it. */
export interface HistoryEntry {
  name: string;
  what: 'applied' | 'begun' | 'rolled-back';
  at: Date;
  /** From the beginning to the end; null for what has no end, or is a way back. */
  milliseconds: number | null;
  /** null where Prisma did it, or a Staka that did not say. */
  by: Signature | null;
  /** How many rows a data migration went through; null of any other. */
  rows: number | null;
  /** The backup that was made before; null of a way back, and where there was nothing to back up. */
  backup: string | null;
}

/** Everything that was done, oldest first: when, by whom, with which version, and how long it took. Reads only. */
export async function migrationHistory(options: MigrateOptions): Promise<HistoryEntry[]> {
  return withSession(options, async ({ db }) => {
    const rows = await readHistory(db);
    const entries = rows.flatMap((row): HistoryEntry[] => {
      const { applied, undone, data, backup } = authorsOf(row);
      const { name, startedAt, finishedAt, rolledBackAt } = row;
      const milliseconds = finishedAt === null ? null : finishedAt.getTime() - startedAt.getTime();
      const done = { name, what: finishedAt ? ('applied' as const) : ('begun' as const), at: startedAt };
      const back = rolledBackAt === null ? [] : [{ at: rolledBackAt, what: 'rolled-back' as const, by: undone }];
      return [
        { ...done, milliseconds, by: applied, rows: data?.rows ?? null, backup },
        ...back.map((entry) => ({ ...entry, name, milliseconds: null, rows: null, backup: null })),
      ];
    });
    return entries.sort((one, other) => one.at.getTime() - other.at.getTime());
  });
}
