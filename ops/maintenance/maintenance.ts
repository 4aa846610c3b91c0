import { record } from '#modules/audit/module.ts';
import type { MaintenanceRow } from '#platform/db/database.gen.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { lockFor } from '#platform/maintenance/pass.ts';
import { deleteMaintenance, findMaintenance, saveMaintenance } from '#platform/maintenance/queries.ts';

export interface MaintenanceOrder {
  /** What people are told, in words of the operator; null for the sentence of the house. */
  readonly message: string | null;
  /** When programs are told to come back. */
  readonly retryAfterSeconds: number;
  /** Lets in whoever opens `/?secret=…`; null lets nobody in. */
  readonly secret: string | null;
}

/** What is known of the maintenance that is on; of its secret only whether there is one. */
export interface MaintenanceState {
  readonly message: string | null;
  readonly retryAfterSeconds: number;
  readonly hasSecret: boolean;
  readonly startedAt: Date;
}

/**
 * Turns maintenance on, or changes the one that is on, whose passes are void then. Every process on this database turns
 * requests away within two seconds; what has begun is finished, and effects of what was done before go on.
 */
export async function turnMaintenanceOn(db: Db, order: MaintenanceOrder): Promise<MaintenanceState> {
  const { message, retryAfterSeconds, secret } = order;
  const lock = secret === null ? { secretSalt: null, passHash: null } : await lockFor(secret);
  return inTransaction(db, async (tx) => {
    const before = await findMaintenance(tx);
    const row = { message, retryAfterSeconds, ...lock, startedAt: before?.startedAt ?? new Date() };
    await saveMaintenance(tx, row);
    await record(tx, { action: 'maintenance.on', data: { retryAfterSeconds, hasSecret: secret !== null } });
    return stateOf(row);
  });
}

/** Whether one was on. Every process answers again within two seconds. */
export async function turnMaintenanceOff(db: Db): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const wasOn = await deleteMaintenance(tx);
    if (wasOn) await record(tx, { action: 'maintenance.off' });
    return wasOn;
  });
}

export async function readMaintenance(db: Db): Promise<MaintenanceState | null> {
  const row = await findMaintenance(db);
  return row && stateOf(row);
}

function stateOf(row: Omit<MaintenanceRow, 'id'>): MaintenanceState {
  const { message, retryAfterSeconds, passHash, startedAt } = row;
  return { message, retryAfterSeconds, hasSecret: passHash !== null, startedAt };
}
