import { removeUnreferredBlobs } from '#modules/files/module.ts';
import type { Context } from '#platform/context.ts';
import { removeOrphanedArchives } from '../exports/sweep-exports.ts';
import { deleteEvents, listSettledEvents } from './rows/queries.ts';

const PAGE = 500;

/** Removes the bytes of files, pictures and archives that no row refers to any more. Doing it again does nothing. */
export async function removeBytes(context: Context): Promise<void> {
  await removeUnreferredBlobs(context);
  await removeOrphanedArchives(context);
}

/** Events that are done with are remembered for a month: those that name the person, with address and browser, go now. */
export async function forgetEvents({ db }: Pick<Context, 'db'>, userId: string): Promise<void> {
  let after = '';
  for (;;) {
    const events = await listSettledEvents(db, after, PAGE);
    const naming = events.filter(({ payload }) => JSON.stringify(payload).includes(userId));
    await deleteEvents(
      db,
      naming.map(({ id }) => id),
    );
    const last = events.at(-1);
    if (events.length < PAGE || !last) return;
    after = last.id;
  }
}
