import type { Context } from '#platform/context.ts';
import { erasePerson } from './erase-person.ts';
import { listDueErasures } from './queries.ts';

/** Erases whoever's time has come. One who cannot be erased keeps nobody else from it, and is tried again next time. */
export async function sweepErasures(context: Pick<Context, 'db' | 'log'>): Promise<number> {
  let erased = 0;
  for (const erasureId of await listDueErasures(context.db, new Date())) {
    try {
      if (await erasePerson(context, erasureId)) erased += 1;
    } catch (error) {
      context.log.error({ err: error, erasureId }, 'a person could not be erased');
    }
  }
  if (erased > 0) context.log.info({ erased }, 'people erased');
  return erased;
}
