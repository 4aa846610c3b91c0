import { defineErrors } from '#platform/http/errors.ts';

export const sessionErrors = defineErrors({
  SESSION_NOT_FOUND: {
    status: 404,
    fr: 'Cette session n’existe pas, ou elle est déjà fermée.',
    en: 'This session does not exist, or it is closed already.',
  },
  SESSION_PERSON_NOT_FOUND: {
    status: 404,
    fr: 'Cette personne n’existe pas.',
    en: 'This person does not exist.',
  },
  FRESH_AUTHENTICATION_REQUIRED: {
    status: 403,
    fr: 'Confirmez d’abord que c’est bien vous : saisissez de nouveau votre mot de passe.',
    en: 'Confirm that it is you first: enter your password again.',
  },
});
