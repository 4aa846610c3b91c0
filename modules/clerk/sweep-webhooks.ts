import type { Context } from '#platform/context.ts';
import { deleteProcessedWebhooks, deleteSeenSessions } from './queries.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const EVERY_MS = DAY_MS / 4;
/** Far longer than Svix repeats a delivery; whatever comes later still changes nothing, by its version. */
const KEPT_MS = 30 * DAY_MS;
/** Longer than a session at Clerk lasts, unless it is made to. */
const SESSIONS_KEPT_MS = 400 * DAY_MS;

/** Every few hours forgets webhooks that were applied a month ago. Returns how to stop. */
export function sweepWebhooks({ db, log }: Pick<Context, 'db' | 'log'>): () => Promise<void> {
  const sweep = async () => {
    await deleteProcessedWebhooks(db, new Date(Date.now() - KEPT_MS));
    await deleteSeenSessions(db, new Date(Date.now() - SESSIONS_KEPT_MS));
  };
  let sweeping = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweep().catch((error: unknown) => log.warn({ err: error }, 'old webhooks were not deleted'));
  }, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}
