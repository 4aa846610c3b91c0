import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { personErased } from '../events.ts';
import { cancelErasuresOf } from './cancel-erasure.ts';
import { lockErasure, markErasureDone } from './queries.ts';
import { type ErasureReport, keptByLaw } from './report.ts';
import {
  buryClerkUsers,
  deleteCommandes,
  deleteFiles,
  deleteImpersonations,
  deleteMessages,
  deleteOthersNotifications,
  deleteOwned,
  deletePerson,
  emptyCommande,
  emptyPerson,
  type Footprint,
  handOverCorrections,
  leaveOthersWork,
  OWNED,
  readFootprint,
} from './rows/queries.ts';

/**
 * Erases somebody whose time has come: all rows in one transaction, then, by its event, the bytes of files and archives
 * and what the outbox remembers. There is no way back. Killed anywhere it is done again and ends alike; of two processes
 * one does it. Whoever's account is open again meanwhile is not erased.
 *
 * What is kept and why: docs/operations/personal-data.md.
 * @returns whether it was done by this call
 */
export async function erasePerson({ db }: Pick<Context, 'db'>, erasureId: string): Promise<boolean> {
  return inTransaction(
    db,
    async (tx) => {
      const erasure = await lockErasure(tx, erasureId);
      if (!erasure || erasure.doneAt !== null || erasure.cancelledAt !== null) return false;
      if (erasure.dueAt.getTime() > Date.now()) return false;
      const footprint = await readFootprint(tx, erasure.userId);
      if (footprint?.person.isActive) {
        await cancelErasuresOf(tx, erasure.userId);
        return false;
      }
      const report = footprint ? await eraseRows(tx, footprint) : NOBODY;
      await markErasureDone(tx, erasureId, { ...report });
      await publish(tx, personErased, { userId: erasure.userId, erasureId });
      return true;
    },
    { alone: true },
  );
}

/** Deleted by somebody else meanwhile, with whatever hung on the row. */
const NOBODY: ErasureReport = { erased: {}, kept: [] };

async function eraseRows(tx: Db, footprint: Footprint): Promise<ErasureReport> {
  const { person, invoiced } = footprint;
  const erased: Record<string, number> = {};
  const count = (what: string, rows: bigint) => {
    if (rows > 0n) erased[what] = (erased[what] ?? 0) + Number(rows);
  };
  count('notifications', await deleteOthersNotifications(tx, footprint));
  const handedOver = await handOverCorrections(tx, person.id);
  count('files', await deleteFiles(tx, footprint));
  count('messages', await deleteMessages(tx, footprint));
  count('commandes', await deleteCommandes(tx, footprint));
  for (const { commandeId, number } of invoiced) await emptyCommande(tx, commandeId, number);
  await leaveOthersWork(tx, person.id);
  count('clerk_users', await buryClerkUsers(tx, person.id));
  for (const table of OWNED) count(table, await deleteOwned(tx, table, person.id));
  await deleteImpersonations(tx, person.id);
  if (invoiced.length > 0) await emptyPerson(tx, person.id);
  else await deletePerson(tx, person.id);
  return { erased, kept: keptByLaw(footprint, handedOver) };
}
