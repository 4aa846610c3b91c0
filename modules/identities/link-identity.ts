import { addressIn } from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { identityErrors } from './errors.ts';
import { identityLinked } from './events.ts';
import type { Claims } from './providers.ts';
import { findIdentity, insertIdentity, updateIdentity } from './queries.ts';

/**
 * Lets an account elsewhere sign in as this person, who is signed in and has just proved that it is theirs.
 * @throws IDENTITY_TAKEN
 */
export async function linkIdentity(
  { db }: Pick<Context, 'db'>,
  link: { userId: string; provider: string; claims: Claims; ip: string | null },
): Promise<void> {
  const { userId, provider, claims, ip } = link;
  const { subject } = claims;
  const email = addressIn(claims.email);
  await inTransaction(db, async (tx) => {
    if (await insertIdentity(tx, { provider, subject, userId, email }))
      return publish(tx, identityLinked, { userId, provider, actorId: userId, ip });
    const known = await findIdentity(tx, { provider, subject });
    if (known?.userId !== userId) throw identityErrors.IDENTITY_TAKEN();
    await updateIdentity(tx, known.id, { email });
  });
}
