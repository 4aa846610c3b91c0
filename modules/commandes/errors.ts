import { defineErrors } from '#platform/http/errors.ts';

export const commandeErrors = defineErrors({
  COMMANDE_NOT_FOUND: {
    status: 404,
    fr: 'Cette commande n’existe pas, ou vous n’y avez pas accès.',
    en: 'This commande does not exist, or you may not see it.',
  },
  COMMANDE_TRANSITION_REFUSED: {
    status: 409,
    fr: 'Une commande {from} ne peut pas devenir {to}.',
    en: 'A commande that is {from} cannot become {to}.',
  },
  COMMANDE_TRANSITION_FORBIDDEN: {
    status: 403,
    fr: 'Ce n’est pas à vous de faire passer cette commande de {from} à {to}.',
    en: 'It is not for you to take this commande from {from} to {to}.',
  },
  COMMANDE_REASON_REQUIRED: {
    status: 400,
    fr: 'Indiquez la raison de ce changement.',
    en: 'Give the reason for this change.',
  },
  COMMANDE_CORRECTEUR_REQUIRED: {
    status: 409,
    fr: 'Assignez d’abord un correcteur à cette commande.',
    en: 'Assign a corrector to this commande first.',
  },
  COMMANDE_CORRECTION_REQUIRED: {
    status: 409,
    fr: 'Une commande se termine avec un fichier corrigé : déposez-le d’abord.',
    en: 'A commande ends with a corrected file: upload it first.',
  },
  COMMANDE_DELIVERY_FILE_REFUSED: {
    status: 409,
    fr: 'Seules des corrections de cette commande, non supprimées, peuvent être livrées.',
    en: 'Only corrections of this commande that are not deleted can be delivered.',
  },
  COMMANDE_REOPEN_TOO_LATE: {
    status: 409,
    fr: 'Une commande terminée ne peut être reprise que dans les {days} jours qui suivent sa livraison.',
    en: 'A finished commande can only be taken up again within {days} days of its delivery.',
  },
  COMMANDE_TITRE_REQUIRED: {
    status: 400,
    fr: 'Donnez un titre à la commande.',
    en: 'Give the commande a title.',
  },
  COMMANDE_TEXT_TOO_LONG: {
    status: 400,
    fr: 'Ce texte est trop long : raccourcissez-le à {bytes} octets au plus.',
    en: 'This text is too long: shorten it to {bytes} bytes at most.',
  },
  COMMANDE_DEADLINE_PAST: {
    status: 400,
    fr: 'La date d’échéance est déjà passée : choisissez une date à venir.',
    en: 'The deadline is already past: choose a date to come.',
  },
  COMMANDE_DEADLINE_PAUSED: {
    status: 409,
    fr: 'L’échéance d’une commande suspendue ne bouge pas : reprenez la commande d’abord.',
    en: 'The deadline of a suspended commande stands still: resume the commande first.',
  },
  COMMANDE_NOT_EDITABLE: {
    status: 409,
    fr: 'Vous ne pouvez plus modifier une commande {statut}.',
    en: 'You can no longer change a commande that is {statut}.',
  },
  COMMANDE_FIELD_FORBIDDEN: {
    status: 403,
    fr: 'Vous ne pouvez pas modifier {field} de cette commande.',
    en: 'You may not change {field} of this commande.',
  },
  COMMANDE_CORRECTEUR_INVALID: {
    status: 409,
    fr: 'Cette personne ne peut pas corriger cette commande : choisissez un correcteur actif, autre que le client.',
    en: 'This person cannot correct this commande: choose an active corrector other than the client.',
  },
  COMMANDE_UNASSIGN_REFUSED: {
    status: 409,
    fr: 'Le travail est commencé : remplacez le correcteur plutôt que de le retirer.',
    en: 'The work has begun: replace the corrector instead of removing them.',
  },
  COMMANDE_ASSIGN_CLOSED: {
    status: 409,
    fr: 'Une commande {statut} ne se confie plus.',
    en: 'A commande that is {statut} is no longer assigned.',
  },
});
