import { defineErrors } from '#platform/http/errors.ts';

export const impersonationErrors = defineErrors({
  IMPERSONATION_OF_ADMINISTRATOR: {
    status: 409,
    fr: 'Personne n’agit au nom d’un administrateur.',
    en: 'Nobody acts in the name of an administrator.',
  },
  IMPERSONATION_OF_CLOSED_ACCOUNT: {
    status: 409,
    fr: 'Ce compte n’est pas ouvert : personne ne peut agir en son nom.',
    en: 'This account is not open: nobody can act in its name.',
  },
});
