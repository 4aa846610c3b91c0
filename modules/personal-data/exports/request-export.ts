import { requireFresh } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import type { DataExportRow } from '#platform/db/database.gen.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { personalDataErrors } from '../errors.ts';
import { dataExportRequested } from '../events.ts';
import { findExport, findPendingExport, insertExport, lockRequester } from './queries.ts';

/**
 * Asks for an archive of everything of one's own (RGPD, articles 15 and 20). It is made in the background, one at a time.
 * @throws EXPORT_UNDER_WAY, FRESH_AUTHENTICATION_REQUIRED
 */
export async function requestExport({ db }: Pick<Context, 'db'>, actor: Actor): Promise<DataExportRow> {
  requireFresh(actor);
  const { userId } = actor;
  return inTransaction(db, async (tx) => {
    await lockRequester(tx, userId);
    if (await findPendingExport(tx, userId)) throw personalDataErrors.EXPORT_UNDER_WAY();
    const id = newId();
    await insertExport(tx, { id, userId });
    await publish(tx, dataExportRequested, { userId, exportId: id });
    const made = await findExport(tx, id);
    if (!made) throw new Error('The export that was just written is not there');
    return made;
  });
}
