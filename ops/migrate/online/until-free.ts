import { setTimeout as pause } from 'node:timers/promises';
import { onlineErrors } from './errors.ts';
import { BUSY_SECONDS } from './limits.ts';

/** How a migration waits for tables that others hold. */
export interface Patience {
  log: (line: string) => void;
  /** How long it tries, in seconds; ten minutes unless told. */
  busySeconds?: number;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Does the work, which gives up when a table stays held by others for a moment, again and again until it is free. The
 * pauses grow, so that whoever came behind it in the queue gets through.
 *
 * @throws MIGRATION_TABLE_BUSY when it was not free for `busySeconds`
 */
export async function untilFree<T>(work: () => Promise<T>, patience: Patience): Promise<T> {
  const { log, busySeconds = BUSY_SECONDS } = patience;
  const deadline = performance.now() + busySeconds * 1000;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > deadline)
        throw onlineErrors.MIGRATION_TABLE_BUSY({ seconds: busySeconds }, { cause: error });
      if (attempt === SAID_AT_ATTEMPT) log(SENTENCE);
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.5 + Math.random()));
    }
  }
}

const SAID_AT_ATTEMPT = 3;
const SENTENCE =
  'Une table est tenue par d’autres : nouvel essai jusqu’à ce qu’elle soit libre… / A table is held by others: trying again until it is free…';

/** PostgreSQL: lock_not_available, deadlock_detected. */
const BUSY_CODES = new Set(['55P03', '40P01']);
/** MySQL and MariaDB: lock wait timeout, deadlock, interrupted (by `give-up.ts`), not available at once. */
const BUSY_NUMBERS = new Set([1205, 1213, 1317, 3572]);

/** Whether an error, or what caused it, says that others hold what was asked for. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  return BUSY_CODES.has(String(code)) || BUSY_NUMBERS.has(Number(errno)) || isBusy(error.cause);
}
