import type { OperationRunRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { findRuns, type RunFilter } from './queries.ts';

/** Without a sign of life for this long, its process is taken for dead; in milliseconds. */
const SILENT_MS = 30_000;

/** `BROKEN_OFF`: its process died, and with it the operation. */
export type RunState = OperationRunRow['status'] | 'BROKEN_OFF';

export interface PastRun extends Omit<OperationRunRow, 'status'> {
  readonly status: RunState;
}

/** The operations that ran or are running, newest first. */
export async function latestRuns(db: Db, filter: RunFilter): Promise<PastRun[]> {
  const rows = await findRuns(db, filter);
  return rows.map((row) => ({ ...row, status: stateOf(row) }));
}

function stateOf({ status, heartbeatAt }: OperationRunRow): RunState {
  return status === 'RUNNING' && Date.now() - heartbeatAt.getTime() > SILENT_MS ? 'BROKEN_OFF' : status;
}
