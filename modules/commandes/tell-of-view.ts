import type { Context } from '#platform/context.ts';
import { publishSeldom } from '#platform/outbox/publish-seldom.ts';
import { commandeViewed } from './events.ts';
import type { CommandeStanding } from './policy.ts';
import { isParty } from './sides.ts';

/** Tells that somebody opened a commande to which they are no party: before it is shown to them. */
export async function tellOfView(
  { db }: Pick<Context, 'db'>,
  { commande, actor, sides }: CommandeStanding,
): Promise<void> {
  if (isParty(sides)) return;
  const fact = { commandeId: commande.id, actorId: actor.userId };
  await publishSeldom(db, commandeViewed, { about: [fact.actorId, fact.commandeId], fact });
}
