import type { Context } from '#platform/context.ts';
import type { IdentityRow } from '#platform/db/database.gen.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/event.ts';
import { identityErrors } from './errors.ts';
import { identityUnlinked } from './events.ts';
import { countOtherWaysIn, deleteIdentity } from './queries.ts';

/**
 * Takes an account elsewhere away from one’s own, unless nothing else lets one in.
 * @throws IDENTITY_LAST_WAY_IN
 */
export async function unlinkIdentity(
  { db }: Pick<Context, 'db'>,
  { id, userId, provider, subject }: Allowed<'identity.unlink', IdentityRow>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    if ((await countOtherWaysIn(tx, { userId, except: id })) === 0) throw identityErrors.IDENTITY_LAST_WAY_IN();
    await deleteIdentity(tx, id);
    await publish(tx, identityUnlinked, { userId, provider, subject, actorId: userId });
  });
}
