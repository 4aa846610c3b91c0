import {
  commandeAssigned,
  commandeCreated,
  commandeDelivered,
  commandeStatutChanged,
  findCommande,
  findPersons,
  participantsOf,
} from '#modules/commandes/module.ts';
import { effect } from '#platform/outbox/outbox.ts';
import { notify } from './notify.ts';
import {
  assignedToClientText,
  assignedToYouText,
  createdText,
  deliveredText,
  fullName,
  statutText,
  takenBackText,
} from './texts.ts';

/** What people are told of their commandes; nobody is told of what they did themselves. */
export const notifyCommandeEffects = [
  effect(commandeCreated, 'notify', async ({ tx, payload: { commandeId, actorId } }) => {
    const commande = await findCommande(tx, commandeId);
    const participants = await participantsOf(tx, commandeId);
    if (!commande || !participants) return;
    const { titre, priorite } = commande;
    const client = await nameOf(tx, commande.userId);
    await notify(tx, without(actorId, participants.administratorIds), {
      event: 'commande.created',
      commandeId,
      type: 'ORDER',
      priority: priorite,
      text: (langue) => createdText[langue]({ titre, client, urgent: priorite === 'URGENTE' }),
    });
  }),

  effect(commandeAssigned, 'notify', async ({ tx, payload: { commandeId, actorId, correcteurId, previousId } }) => {
    const commande = await findCommande(tx, commandeId);
    if (!commande) return;
    const { titre, priorite } = commande;
    const notice = { event: 'commande.assigned', commandeId, type: 'ORDER' } as const;
    await notify(tx, without(actorId, [previousId]), { ...notice, text: (langue) => takenBackText[langue]({ titre }) });
    if (correcteurId === null) return;
    const correcteur = await nameOf(tx, correcteurId);
    await notify(tx, without(actorId, [correcteurId]), {
      ...notice,
      priority: priorite,
      text: (langue) => assignedToYouText[langue]({ titre }),
    });
    await notify(tx, without(actorId, [commande.userId]), {
      ...notice,
      text: (langue) => assignedToClientText[langue]({ titre, correcteur }),
    });
  }),

  effect(commandeStatutChanged, 'notify', async ({ tx, payload: { commandeId, actorId, from, to, reason } }) => {
    const commande = await findCommande(tx, commandeId);
    const participants = await participantsOf(tx, commandeId);
    if (!commande || !participants) return;
    const { clientId, correcteurId, administratorIds } = participants;
    // What a client decides, the administrators hear of.
    const concerned = [clientId, correcteurId, ...(actorId === clientId ? administratorIds : [])];
    await notify(tx, without(actorId, concerned), {
      event: 'commande.statut-changed',
      commandeId,
      type: to === 'SUSPENDUE' || to === 'ANNULEE' ? 'WARNING' : 'ORDER',
      data: { from, to },
      text: (langue) => statutText[langue]({ titre: commande.titre, from, to, reason }),
    });
  }),

  effect(commandeDelivered, 'notify', async ({ tx, payload: { commandeId, actorId, fileIds } }) => {
    const commande = await findCommande(tx, commandeId);
    if (!commande) return;
    await notify(tx, without(actorId, [commande.userId]), {
      event: 'commande.delivered',
      commandeId,
      type: 'SUCCESS',
      priority: 'HAUTE',
      data: { fileIds },
      text: (langue) => deliveredText[langue]({ titre: commande.titre }),
    });
  }),
];

function without(actorId: string, userIds: readonly (string | null)[]): (string | null)[] {
  return userIds.filter((id) => id !== actorId);
}

async function nameOf(tx: Parameters<typeof findPersons>[0], id: string): Promise<string> {
  const person = (await findPersons(tx, [id])).get(id);
  return fullName(person ?? { prenom: '', nom: '' });
}
