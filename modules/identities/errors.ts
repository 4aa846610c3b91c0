import { defineErrors } from '#platform/http/errors.ts';

export const identityErrors = defineErrors({
  OIDC_PROVIDER_UNKNOWN: {
    status: 404,
    fr: 'On ne se connecte pas ici avec ce service.',
    en: 'Nobody signs in with this service here.',
  },
  OIDC_UNAVAILABLE: {
    status: 503,
    fr: 'Ce service ne répond pas : réessayez dans un instant, ou connectez-vous autrement.',
    en: 'This service does not answer: try again shortly, or sign in another way.',
  },
  OIDC_REFUSED: {
    status: 400,
    fr: 'La connexion n’a pas abouti : reprenez-la depuis cette page.',
    en: 'Signing in did not succeed: begin again from this page.',
  },
  OIDC_CANCELLED: {
    status: 400,
    fr: 'Vous avez interrompu la connexion. Rien n’est changé.',
    en: 'You broke off signing in. Nothing has changed.',
  },
  OIDC_EXPIRED: {
    status: 400,
    fr: 'Cette connexion a été commencée il y a trop longtemps, ou dans un autre navigateur : recommencez ici.',
    en: 'This was begun too long ago, or in another browser: begin again here.',
  },
  OIDC_EMAIL_UNVERIFIED: {
    status: 403,
    fr: 'Ce service n’a pas vérifié votre adresse e-mail : vérifiez-la chez lui, ou créez un compte ici avec un mot de passe.',
    en: 'This service has not verified your e-mail address: verify it there, or create an account here with a password.',
  },
  OIDC_ACCOUNT_EXISTS: {
    status: 409,
    fr: 'Un compte existe déjà avec cette adresse. Connectez-vous d’abord comme d’habitude, puis reliez ce service depuis Compte, Sécurité.',
    en: 'There is an account with this address already. Sign in as usual first, then link this service from Account, Security.',
  },
  IDENTITY_TAKEN: {
    status: 409,
    fr: 'Ce compte est déjà relié à une autre personne ici.',
    en: 'This account is linked to somebody else here already.',
  },
  IDENTITY_NOT_FOUND: {
    status: 404,
    fr: 'Ce lien n’existe pas, ou plus.',
    en: 'This link does not exist, or no longer.',
  },
  IDENTITY_LAST_WAY_IN: {
    status: 409,
    fr: 'C’est votre seule façon d’entrer : choisissez d’abord un mot de passe, avec « Mot de passe oublié ».',
    en: 'This is your only way in: choose a password first, with “Forgot password”.',
  },
});
