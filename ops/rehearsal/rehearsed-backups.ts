import { latestRuns } from '#ops/runs/latest-runs.ts';
import type { Db } from '#platform/db/db.ts';

const LOOKED_THROUGH = 200;

/** By the name of the backup, when it was last restored in rehearsal with success. */
export async function rehearsedBackups(db: Db): Promise<ReadonlyMap<string, Date>> {
  const runs = await latestRuns(db, { kind: 'REHEARSAL', status: 'SUCCEEDED', limit: LOOKED_THROUGH });
  const known = runs.flatMap(({ details, finishedAt }) => {
    const name = details !== null && 'backup' in details ? details.backup : null;
    return typeof name === 'string' && finishedAt ? [[name, finishedAt] as const] : [];
  });
  // The newest of each counts.
  return new Map(known.toReversed());
}
