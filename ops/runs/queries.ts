import type { OperationRunRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';

type NewRun = Pick<
  OperationRunRow,
  'id' | 'kind' | 'origin' | 'actorId' | 'startedAt' | 'heartbeatAt' | 'process' | 'version' | 'details'
>;

export async function insertRun(db: Db, run: NewRun): Promise<void> {
  await db.insertInto('operation_runs').values(run).execute();
}

export async function updateRun(
  db: Db,
  id: string,
  change: Partial<Pick<OperationRunRow, 'step' | 'progress' | 'heartbeatAt'>>,
): Promise<void> {
  await db.updateTable('operation_runs').set(change).where('id', '=', id).where('status', '=', 'RUNNING').execute();
}

export async function settleRun(
  db: Db,
  id: string,
  outcome: Pick<OperationRunRow, 'status' | 'finishedAt' | 'details' | 'error'>,
): Promise<void> {
  await db.updateTable('operation_runs').set(outcome).where('id', '=', id).execute();
}

export interface RunFilter {
  readonly kind?: OperationRunRow['kind'];
  readonly status?: OperationRunRow['status'];
  readonly limit: number;
}

/** Newest first. */
export async function findRuns(db: Db, { kind, status, limit }: RunFilter): Promise<OperationRunRow[]> {
  return db
    .selectFrom('operation_runs')
    .selectAll()
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'BACKUP'))
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'RUNNING'))
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
