import type { Context } from '#platform/context.ts';
import { deleteOldOidcChallenges } from './queries.ts';

const EVERY_MS = 60 * 60 * 1000;

/** Every hour forgets what was begun and never ended. Returns how to stop. */
export function sweepChallenges({ db, log }: Pick<Context, 'db' | 'log'>): () => Promise<void> {
  let sweeping = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = deleteOldOidcChallenges(db, new Date()).catch((error: unknown) =>
      log.warn({ err: error }, 'what was begun and never ended was not deleted'),
    );
  }, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}
