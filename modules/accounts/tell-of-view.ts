import type { Context } from '#platform/context.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publishSeldom } from '#platform/outbox/publish-seldom.ts';
import { userViewed } from './events.ts';
import type { UserAdministration } from './policy.ts';

/** Tells that an administrator opened somebody else's page: before it is shown to them. */
export async function tellOfView(
  { db }: Pick<Context, 'db'>,
  { account, actor }: Allowed<'user.administer', UserAdministration>,
): Promise<void> {
  if (account.id === actor.userId) return;
  const fact = { userId: account.id, actorId: actor.userId };
  await publishSeldom(db, userViewed, { about: [fact.actorId, fact.userId], fact });
}
