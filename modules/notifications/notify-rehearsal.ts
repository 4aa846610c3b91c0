import type { Db } from '#platform/db/db.ts';
import type { Word } from '#platform/http/errors.ts';
import { notify } from './notify.ts';
import { findAdministratorIds } from './queries.ts';
import { rehearsalFailedText, rehearsalRecoveredText } from './texts.ts';

const EXPLOITATION_URL = '/app/admin/exploitation';

/**
 * Tells the administrators what came of restoring a backup in rehearsal, in the transaction of whoever knows.
 * @param reason why it failed; null where it succeeded again
 */
export async function notifyRehearsal(
  tx: Db,
  { backup, reason }: { backup: string; reason: Word | null },
): Promise<void> {
  await notify(tx, await findAdministratorIds(tx), {
    event: 'backup.rehearsed',
    actionUrl: EXPLOITATION_URL,
    type: reason === null ? 'SUCCESS' : 'ERROR',
    priority: reason === null ? 'NORMALE' : 'URGENTE',
    data: { backup },
    text: (langue) =>
      reason === null
        ? rehearsalRecoveredText[langue]({ backup })
        : rehearsalFailedText[langue]({ backup, reason: reason[langue] }),
  });
}
