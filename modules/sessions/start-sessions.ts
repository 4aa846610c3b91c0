import type { Context } from '#platform/context.ts';
import { repeat } from '#platform/schedule.ts';
import { closeEndedSockets } from './close-ended-sockets.ts';
import { deleteDeadSessions } from './queries.ts';
import { settleTouches } from './touch-sessions.ts';

const SWEEP_MS = 6 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Whatever becomes of Redis, a socket outlives its session by no more than this and the time of a query. */
const SOCKETS_MS = 750;

/** Deletes the sessions that ended long ago, and closes the sockets of those that end. Returns how to stop. */
export function startSessions(context: Context): () => Promise<void> {
  const { config, db, log } = context;
  const sweeping = repeat({
    every: SWEEP_MS,
    log,
    failure: 'sessions that have ended were not deleted',
    work: () => deleteDeadSessions(db, new Date(Date.now() - config.sessionKeptDays * DAY_MS)),
  });
  const closing = repeat({
    every: SOCKETS_MS,
    log,
    failure: 'the sockets of sessions that have ended could not be looked for',
    work: () => closeEndedSockets(context),
  });
  return async () => {
    await Promise.all([sweeping.stop(), closing.stop(), settleTouches()]);
  };
}
