import { type CommandeStanding, isParty } from '#modules/commandes/module.ts';
import type { Context } from '#platform/context.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publishSeldom } from '#platform/outbox/publish-seldom.ts';
import { conversationViewed } from './events.ts';

/** Tells that somebody opened a conversation to which they are no party: before it is shown to them. */
export async function tellOfView(
  { db }: Pick<Context, 'db'>,
  { commande, actor, sides }: Allowed<'conversation.read', CommandeStanding>,
): Promise<void> {
  if (isParty(sides)) return;
  const fact = { commandeId: commande.id, actorId: actor.userId };
  await publishSeldom(db, conversationViewed, { about: [fact.actorId, fact.commandeId], fact });
}
