import { defineErrors } from '#platform/http/errors.ts';

export const messageErrors = defineErrors({
  MESSAGE_NOT_FOUND: {
    status: 404,
    fr: 'Ce message n’existe pas dans cette conversation.',
    en: 'There is no such message in this conversation.',
  },
  MESSAGE_EMPTY: {
    status: 400,
    fr: 'Écrivez un message ou joignez un fichier.',
    en: 'Write a message or attach a file.',
  },
  MESSAGE_ID_TAKEN: {
    status: 409,
    fr: 'Un autre message porte déjà cet identifiant.',
    en: 'Another message already has this identifier.',
  },
});
