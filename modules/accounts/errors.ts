import { defineErrors } from '#platform/http/errors.ts';

export const accountErrors = defineErrors({
  AUTH_INVALID_CREDENTIALS: {
    status: 401,
    fr: 'L’adresse e-mail ou le mot de passe n’est pas le bon.',
    en: 'The e-mail address or the password is not right.',
  },
  AUTH_EMAIL_NOT_CONFIRMED: {
    status: 403,
    fr: 'Confirmez d’abord votre adresse e-mail : suivez le lien de la lettre que nous vous avons envoyée, ou demandez-en une nouvelle.',
    en: 'Confirm your e-mail address first: follow the link in the letter we sent you, or ask for a new one.',
  },
  AUTH_ACCOUNT_DISABLED: {
    status: 403,
    fr: 'Ce compte est désactivé : écrivez à l’administrateur de votre espace.',
    en: 'This account is deactivated: write to the administrator of your space.',
  },
  AUTH_TOO_MANY_ATTEMPTS: {
    status: 429,
    fr: 'Trop d’essais : attendez {minutes} min avant de recommencer, ou choisissez un nouveau mot de passe avec « Mot de passe oublié ».',
    en: 'Too many attempts: wait {minutes} min before trying again, or choose a new password with “Forgot password”.',
  },
  ACCOUNT_TOO_MANY_LETTERS: {
    status: 429,
    fr: 'Trop de lettres ont été demandées pour cette adresse : attendez {minutes} min, et regardez parmi les indésirables.',
    en: 'Too many letters were asked for to this address: wait {minutes} min, and look among the unwanted mail.',
  },
  AUTH_LINK_INVALID: {
    status: 410,
    fr: 'Ce lien a déjà servi ou a expiré : demandez-en un nouveau.',
    en: 'This link has been used already or has expired: ask for a new one.',
  },
  ACCOUNT_EMAIL_INVALID: {
    status: 400,
    fr: 'Écrivez une adresse e-mail complète, comme nom@exemple.fr.',
    en: 'Write a whole e-mail address, such as name@example.com.',
  },
  ACCOUNT_PASSWORD_TOO_SHORT: {
    status: 400,
    fr: 'Choisissez un mot de passe d’au moins 8 caractères : quelques mots mis bout à bout conviennent bien.',
    en: 'Choose a password of at least 8 characters: a few words in a row do well.',
  },
  ACCOUNT_PASSWORD_TOO_LONG: {
    status: 400,
    fr: 'Raccourcissez ce mot de passe : il peut occuper 72 octets, soit 72 lettres sans accent, et en occupe {bytes}.',
    en: 'Shorten this password: it may take 72 bytes, that is 72 letters without accents, and takes {bytes}.',
  },
  ACCOUNT_PASSWORD_COMMON: {
    status: 400,
    fr: 'Ce mot de passe est parmi ceux que l’on essaie en premier : choisissez-en un autre, par exemple quelques mots sans rapport entre eux.',
    en: 'This password is among those that are tried first: choose another one, such as a few words that have nothing to do with each other.',
  },
  ACCOUNT_PASSWORD_HOLDS_NAME: {
    status: 400,
    fr: 'Ce mot de passe contient votre nom ou votre adresse e-mail, que d’autres connaissent : choisissez-en un autre.',
    en: 'This password holds your name or your e-mail address, which others know: choose another one.',
  },
  ACCOUNT_PASSWORD_WRONG: {
    status: 403,
    fr: 'Votre mot de passe actuel n’est pas celui-là.',
    en: 'This is not your current password.',
  },
  ACCOUNT_TEXT_REFUSED: {
    status: 400,
    fr: 'Écrivez de 1 à 100 caractères, sur une seule ligne.',
    en: 'Write 1 to 100 characters, on a single line.',
  },
  ACCOUNT_QUIET_HOURS: {
    status: 422,
    fr: 'Les heures calmes ont un début et une fin différents, comme 22:00 et 07:00, ou ni l’un ni l’autre.',
    en: 'Quiet hours have a beginning and an end that differ, such as 22:00 and 07:00, or neither.',
  },
  ACCOUNT_TIMEZONE_UNKNOWN: {
    status: 400,
    fr: 'Choisissez un fuseau horaire de la base IANA, comme Europe/Paris.',
    en: 'Choose a time zone of the IANA database, such as Europe/Paris.',
  },
  ACCOUNT_NOT_FOUND: {
    status: 404,
    fr: 'Cette personne n’existe pas.',
    en: 'This person does not exist.',
  },
  ACCOUNT_EMAIL_TAKEN: {
    status: 409,
    fr: 'Quelqu’un a déjà un compte avec cette adresse e-mail.',
    en: 'Somebody already has an account with this e-mail address.',
  },
  ACCOUNT_EMAIL_SAME: {
    status: 409,
    fr: 'C’est déjà l’adresse de ce compte.',
    en: 'This is the address of this account already.',
  },
  ACCOUNT_EMAIL_OF_ADMINISTRATOR: {
    status: 409,
    fr: 'Un administrateur change lui-même son adresse, depuis la page de son compte.',
    en: 'Administrators change their address themselves, on the page of their account.',
  },
  ACCOUNT_ALREADY_OPEN: {
    status: 409,
    fr: 'Cette personne a déjà ouvert son compte : il n’y a plus d’invitation à envoyer.',
    en: 'This person has opened their account already: there is no invitation to send any more.',
  },
  ACCOUNT_DISABLED: {
    status: 409,
    fr: 'Ce compte est désactivé : réactivez-le d’abord.',
    en: 'This account is deactivated: activate it first.',
  },
  ACCOUNT_ERASED: {
    status: 409,
    fr: 'Les données de cette personne ont été effacées : son compte ne peut plus être ni modifié ni rouvert.',
    en: 'The data of this person has been erased: their account can neither be changed nor opened again.',
  },
  ACCOUNT_OWN_RIGHTS: {
    status: 409,
    fr: 'Vous ne pouvez ni changer votre propre rôle ni désactiver votre propre compte : demandez-le à un autre administrateur.',
    en: 'You can neither change your own role nor deactivate your own account: ask another administrator.',
  },
  ACCOUNT_LAST_ADMINISTRATOR: {
    status: 409,
    fr: 'C’est le dernier administrateur actif : nommez-en d’abord un autre.',
    en: 'This is the last active administrator: appoint another one first.',
  },
});
