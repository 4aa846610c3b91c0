import { type CommandeStanding, commandeStanding } from '#modules/commandes/module.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';

type ConversationCall = SignedInCall<{ params: { id: string } }>;

/** Whoever sees a commande takes part in its conversation. */
export async function mayReadConversation(
  call: ConversationCall,
): Promise<Allowed<'conversation.read', CommandeStanding>> {
  return allow('conversation.read', await commandeStanding(call.context.db, call.actor, call.params.id));
}

export async function maySendMessage(call: ConversationCall): Promise<Allowed<'message.send', CommandeStanding>> {
  return allow('message.send', await commandeStanding(call.context.db, call.actor, call.params.id));
}
