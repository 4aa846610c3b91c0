import {
  commandeAssigned,
  commandeChanged,
  commandeCreated,
  commandeDelivered,
  commandeStatutChanged,
  commandeViewed,
} from '#modules/commandes/module.ts';
import { fileAdded, fileDownloaded, fileRemoved, fileRestored } from '#modules/files/module.ts';
import { conversationViewed } from '#modules/messages/module.ts';
import { audited } from './audited.ts';

/** What concerns work: commandes, their files, and who looked at those of others. Of texts, only that they changed. */
export const commandeFacts = [
  audited(commandeCreated, ({ commandeId, actorId }) => ({ actorId, ...onCommande(commandeId) })),
  audited(commandeChanged, ({ commandeId, actorId, fields }) => ({
    actorId,
    ...onCommande(commandeId),
    data: { fields },
  })),
  audited(commandeStatutChanged, ({ commandeId, actorId, from, to }) => ({
    actorId,
    ...onCommande(commandeId),
    data: { from, to },
  })),
  audited(commandeAssigned, ({ commandeId, actorId, correcteurId, previousId }) => ({
    actorId,
    ...onCommande(commandeId),
    data: { correcteurId, previousId },
  })),
  audited(commandeDelivered, ({ commandeId, actorId, fileIds }) => ({
    actorId,
    ...onCommande(commandeId),
    data: { fileIds },
  })),
  audited(commandeViewed, ({ commandeId, actorId }) => ({ actorId, ...onCommande(commandeId) })),
  audited(conversationViewed, ({ commandeId, actorId }) => ({ actorId, ...onCommande(commandeId) })),
  audited(fileAdded, ({ fileId, commandeId, actorId, kind }) => ({
    actorId,
    ...onFile(fileId),
    data: { commandeId, kind },
  })),
  audited(fileRemoved, ({ fileId, commandeId, actorId }) => ({ actorId, ...onFile(fileId), data: { commandeId } })),
  audited(fileRestored, ({ fileId, commandeId, actorId }) => ({ actorId, ...onFile(fileId), data: { commandeId } })),
  audited(fileDownloaded, ({ fileId, commandeId, actorId, ownerId }) => ({
    actorId,
    ...onFile(fileId),
    data: { commandeId, ownerId },
  })),
];

function onCommande(targetId: string) {
  return { targetType: 'commande', targetId } as const;
}

function onFile(targetId: string) {
  return { targetType: 'file', targetId } as const;
}
