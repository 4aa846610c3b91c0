import type { MaintenanceRow } from '#platform/db/database.gen.ts';
import { type Db, missingTable } from '#platform/db/db.ts';
import type { Log } from '#platform/log.ts';
import type { Realtime } from '#platform/realtime/realtime.ts';
import { repeat } from '#platform/schedule.ts';
import { findMaintenance } from './queries.ts';

/** With what the operator is told: on and off reach every process within two of these. */
const LOOK_EVERY_MS = 1_000;

export interface Maintenance {
  /** The one that is on, as last looked at; null while there is none. A field: every request reads it. */
  readonly current: MaintenanceRow | null;
  /** Looks now. What is known stays where the database does not answer. */
  refresh(): Promise<void>;
  /** Looks again every second. Returns how to stop. */
  watch(): () => Promise<void>;
}

export interface MaintenanceParts {
  readonly db: Db;
  readonly log: Log;
  readonly realtime: Pick<Realtime, 'turnAway'>;
}

/** The state lives in the database: it outlives every process, and is the same for all of them, on every machine. */
export async function openMaintenance({ db, log, realtime }: MaintenanceParts): Promise<Maintenance> {
  let current: MaintenanceRow | null = null;
  const refresh = async () => {
    const before = current;
    const found = await findMaintenance(db);
    current = found;
    if (found !== null && (before === null || before.passHash !== found.passHash)) realtime.turnAway();
    if ((before === null) !== (found === null))
      log.warn(found === null ? 'maintenance is over: requests are answered' : 'maintenance: requests are turned away');
  };
  // A table that somebody has lost is said by whoever needs it; it is no reason not to start.
  await refresh().catch((error) => {
    if (missingTable(error) === undefined) throw error;
  });
  return {
    get current() {
      return current;
    },
    refresh,
    watch: () =>
      repeat({ every: LOOK_EVERY_MS, log, failure: 'whether maintenance is on is not known', work: refresh }).stop,
  };
}
