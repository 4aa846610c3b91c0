import { defineErrors } from '#platform/http/errors.ts';

export const apiTokenErrors = defineErrors({
  API_TOKEN_NOT_FOUND: {
    status: 404,
    fr: 'Ce jeton d’API n’existe pas, ou il est déjà révoqué.',
    en: 'This API token does not exist, or it is revoked already.',
  },
  API_TOKEN_TOO_MANY: {
    status: 409,
    fr: 'Vous avez déjà {max} jetons d’API : révoquez-en un d’abord.',
    en: 'You have {max} API tokens already: revoke one first.',
  },
  API_TOKEN_REQUIRED: {
    status: 403,
    fr: 'Cette adresse échange un jeton d’API contre une session : demandez-la avec un jeton d’API.',
    en: 'This address exchanges an API token for a session: ask for it with an API token.',
  },
});
