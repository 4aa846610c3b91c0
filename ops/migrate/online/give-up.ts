import type { MigrationDatabase } from '../databases/migration-database.ts';
import { LOCK_WAIT_MS } from './limits.ts';

const LOOK_EVERY_MS = 25;

/**
 * Does something on a MySQL connection, and interrupts it when it stands in the queue for a table longer than
 * `LOCK_WAIT_MS`: MySQL's own `lock_wait_timeout` counts in whole seconds, and everybody who comes after it waits as
 * long. Only waiting is interrupted; the error is “interrupted” (1317).
 */
export async function givingUp<T>(db: MigrationDatabase, work: () => Promise<T>): Promise<T> {
  const [row] = await db.query('SELECT CONNECTION_ID() AS id');
  // Where the second connection cannot be had.
  await db.query('SET SESSION lock_wait_timeout = 1');
  const watch = watchFor(db, Number(row?.id));
  try {
    return await work();
  } finally {
    if (await watch.stop()) await absorb(db);
    await db.query('SET SESSION lock_wait_timeout = DEFAULT').catch(() => {});
  }
}

function watchFor(db: MigrationDatabase, id: number): { stop: () => Promise<boolean> } {
  let [stopped, interrupted] = [false, false];
  let timer: NodeJS.Timeout;
  let wake = () => {};
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      wake = resolve;
      timer = setTimeout(resolve, milliseconds);
    });
  const watching = (async () => {
    await pause(LOOK_EVERY_MS);
    if (stopped) return;
    const beside = await db.another();
    try {
      for (let since: number | null = null; !stopped; await pause(LOOK_EVERY_MS)) {
        const waits = await standsInQueue(beside, id);
        if (stopped) return;
        since = waits ? (since ?? performance.now()) : null;
        if (since === null || performance.now() - since < LOCK_WAIT_MS - 2 * LOOK_EVERY_MS) continue;
        interrupted = true;
        await beside.script(`KILL QUERY ${id}`);
        since = null;
      }
    } finally {
      await beside.close();
    }
  })();
  watching.catch(() => {});
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      wake();
      await watching.catch(() => {});
      return interrupted;
    },
  };
}

async function standsInQueue(beside: MigrationDatabase, id: number): Promise<boolean> {
  const rows = await beside.query('SELECT state FROM information_schema.processlist WHERE id = ?', [id]);
  return /metadata lock/i.test(String(rows[0]?.state ?? rows[0]?.STATE ?? ''));
}

/** An interruption that came when the statement had just ended would hit the next one. */
async function absorb(db: MigrationDatabase): Promise<void> {
  await db.query('SELECT 1').catch(() => {});
}
