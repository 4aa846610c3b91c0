import type { Context } from '#platform/context.ts';
import type { StatutCommande } from '#platform/db/database.gen.ts';
import { defineEvent, externalEffect } from '#platform/outbox/outbox.ts';
import { type Participants, participantsOf } from './participants.ts';

export const commandeCreated = defineEvent<{ commandeId: string; actorId: string }>('commande.created');

/** `fields` names what was changed; what stands in them is never in an event. */
export const commandeChanged = defineEvent<{ commandeId: string; actorId: string; fields: string[] }>(
  'commande.changed',
);

export const commandeStatutChanged = defineEvent<{
  commandeId: string;
  actorId: string;
  from: StatutCommande;
  to: StatutCommande;
  reason: string | null;
}>('commande.statut-changed');

export const commandeAssigned = defineEvent<{
  commandeId: string;
  actorId: string;
  correcteurId: string | null;
  previousId: string | null;
}>('commande.assigned');

/** The commande is TERMINE. `message` is what the corrector wrote to go with the files. */
export const commandeDelivered = defineEvent<{
  commandeId: string;
  actorId: string;
  fileIds: string[];
  message: string | null;
}>('commande.delivered');

/** An administrator opened the commande of others; told once an hour. */
export const commandeViewed = defineEvent<{ commandeId: string; actorId: string }>('commande.viewed');

/** Tells every screen that shows the commande to look again. */
export const commandeEffects = [
  externalEffect(commandeCreated, 'push', ({ context, payload }) => push(context, payload.commandeId, everyone)),
  externalEffect(commandeStatutChanged, 'push', ({ context, payload }) => push(context, payload.commandeId, everyone)),
  externalEffect(commandeDelivered, 'push', ({ context, payload }) => push(context, payload.commandeId, everyone)),
  externalEffect(commandeAssigned, 'push', ({ context, payload: { commandeId, previousId } }) =>
    push(context, commandeId, (participants) => [...everyone(participants), ...(previousId ? [previousId] : [])]),
  ),
  externalEffect(commandeChanged, 'push', ({ context, payload: { commandeId, fields } }) =>
    push(context, commandeId, audienceOf(fields)),
  ),
];

type Audience = (participants: Participants) => readonly string[];

async function push(context: Context, commandeId: string, audience: Audience): Promise<void> {
  const participants = await participantsOf(context.db, commandeId);
  // Deleted since: nobody shows it any more.
  if (!participants) return;
  await context.realtime.send([...new Set(audience(participants))], { type: 'commande.changed', commandeId });
}

function everyone(participants: Participants): readonly string[] {
  return participants.everyone;
}

/** A private note that moves is no news for those who may not read it. */
function audienceOf(fields: readonly string[]): Audience {
  if (fields.every((field) => field === 'noteClient'))
    return ({ clientId, administratorIds }) => [clientId, ...administratorIds];
  if (fields.every((field) => field === 'noteCorrecteur'))
    return ({ correcteurId, administratorIds }) => [...(correcteurId ? [correcteurId] : []), ...administratorIds];
  return everyone;
}
