import type { Context } from '#platform/context.ts';
import { findOpenIds } from './queries.ts';

const ASKED_AT_ONCE = 500;

/**
 * Closes the sockets of this process whose session or API token another one revoked without being able to tell: where
 * there is no Redis, or while it is away. Where nobody holds a socket, nothing is asked.
 */
export async function closeEndedSockets({ db, realtime }: Pick<Context, 'db' | 'realtime'>): Promise<void> {
  const held = realtime.heldSessions();
  for (let start = 0; start < held.length; start += ASKED_AT_ONCE) {
    const asked = held.slice(start, start + ASKED_AT_ONCE);
    const open = await findOpenIds(db, asked);
    for (const id of asked) if (!open.has(id)) realtime.closeSessionHere(id);
  }
}
