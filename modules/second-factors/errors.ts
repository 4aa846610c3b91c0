import { defineErrors } from '#platform/http/errors.ts';

export const secondFactorErrors = defineErrors({
  SECOND_FACTOR_WRONG: {
    status: 401,
    fr: 'Ce code n’est pas le bon, ou il a déjà servi : saisissez celui que votre application affiche maintenant.',
    en: 'This code is not right, or has been used already: enter the one your app shows now.',
  },
  SECOND_FACTOR_EXPIRED: {
    status: 410,
    fr: 'Cette connexion a expiré, ou compte trop d’essais : recommencez avec votre mot de passe.',
    en: 'This sign-in has expired, or had too many tries: begin again with your password.',
  },
  SECOND_FACTOR_UNREADABLE: {
    status: 503,
    fr: 'La clé de cette installation n’est plus celle d’avant : votre application ne peut pas être vérifiée. Servez-vous d’une clé d’accès, ou écrivez à l’administrateur de votre espace.',
    en: 'The key of this installation is not the one it was: your app cannot be verified. Use a passkey, or write to the administrator of your space.',
  },
  SECOND_FACTOR_NOT_GIVEN: {
    status: 403,
    fr: 'Donnez d’abord votre second facteur dans cette session : l’application, une clé d’accès ou un code de secours.',
    en: 'Give your second factor in this session first: the app, a passkey or a recovery code.',
  },
  SECOND_FACTOR_OWN_RESET: {
    status: 409,
    fr: 'Vous ne pouvez pas réinitialiser ainsi votre propre second facteur : changez-le dans votre compte.',
    en: 'You cannot reset your own second factor this way: change it in your account.',
  },
  SECOND_FACTOR_PERSON_NOT_FOUND: {
    status: 404,
    fr: 'Cette personne n’existe pas.',
    en: 'This person does not exist.',
  },
  TOTP_ALREADY_ACTIVE: {
    status: 409,
    fr: 'Une application est déjà active : retirez-la avant d’en mettre une autre.',
    en: 'An app is active already: remove it before you set up another one.',
  },
  TOTP_NOT_FOUND: {
    status: 404,
    fr: 'Aucune application n’attend de code : recommencez l’activation.',
    en: 'No app awaits a code: begin setting it up again.',
  },
  TOTP_CODE_WRONG: {
    status: 400,
    fr: 'Ce code n’est pas le bon : saisissez celui que l’application affiche maintenant, et vérifiez l’heure de votre appareil.',
    en: 'This code is not right: enter the one the app shows now, and check the clock of your device.',
  },
  RECOVERY_CODES_WITHOUT_FACTOR: {
    status: 409,
    fr: 'Les codes de secours vont avec une application ou une clé d’accès : activez-en d’abord une.',
    en: 'Recovery codes go with an app or a passkey: set one up first.',
  },
  PASSKEY_REFUSED: {
    status: 401,
    fr: 'Cette clé d’accès n’a pas pu être vérifiée : recommencez, ou choisissez un autre moyen.',
    en: 'This passkey could not be verified: try again, or choose another way.',
  },
  PASSKEY_NOT_ADDED: {
    status: 400,
    fr: 'Cette clé d’accès n’a pas pu être enregistrée : recommencez.',
    en: 'This passkey could not be saved: try again.',
  },
  PASSKEY_ALREADY_THERE: {
    status: 409,
    fr: 'Cette clé d’accès est déjà enregistrée.',
    en: 'This passkey is saved already.',
  },
  PASSKEY_NOT_FOUND: {
    status: 404,
    fr: 'Cette clé d’accès n’existe pas.',
    en: 'This passkey does not exist.',
  },
});
