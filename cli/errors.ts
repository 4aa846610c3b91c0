import { defineErrors } from '#platform/http/errors.ts';

export const cliErrors = defineErrors({
  CLI_NUMBER_EXPECTED: {
    status: 400,
    fr: '--{option} attend un nombre entier à partir de 1, et non « {value} ».',
    en: '--{option} takes a whole number from 1, not “{value}”.',
  },
  CLI_ROLLBACK_EMPTIES: {
    status: 409,
    fr: 'Défaire « {name} », la première migration, supprime toutes les données de cette base de production. Faites une sauvegarde, puis ajoutez --force si c’est bien ce que vous voulez.',
    en: 'Rolling back “{name}”, the first migration, deletes all the data of this production database. Make a backup, then add --force if that is what you want.',
  },
  CLI_SECRET_LENGTH: {
    status: 400,
    fr: '--secret attend de {min} à {max} caractères, que personne ne devine.',
    en: '--secret takes {min} to {max} characters that nobody guesses.',
  },
  CLI_OPTIONS_EXCLUSIVE: {
    status: 400,
    fr: '--{one} et --{other} ne vont pas ensemble : choisissez.',
    en: '--{one} and --{other} do not go together: choose one.',
  },
  CLI_CHECK_UNKNOWN: {
    status: 400,
    fr: '--only attend des noms parmi {names}, et non « {value} ».',
    en: '--only takes names among {names}, not “{value}”.',
  },
  CLI_OPTION_REQUIRED: {
    status: 400,
    fr: 'Il manque --{option}.',
    en: '--{option} is missing.',
  },
  CLI_PERSON_UNKNOWN: {
    status: 404,
    fr: 'Personne n’a l’adresse {email}.',
    en: 'Nobody has the address {email}.',
  },
  CLI_ROLE_UNKNOWN: {
    status: 400,
    fr: '--role attend un rôle parmi {roles}, et non « {value} ».',
    en: '--role takes one of {roles}, not “{value}”.',
  },
  CLI_PASSWORD_EMPTY: {
    status: 400,
    fr: 'Rien n’est arrivé par l’entrée standard : donnez-y le mot de passe, ou retirez --password-stdin.',
    en: 'Nothing came by standard input: give the password there, or leave out --password-stdin.',
  },
  CLI_DATABASE_NOT_MIGRATED: {
    status: 409,
    fr: 'Des migrations attendent ({count}) : appliquez-les d’abord avec « staka migrate ».',
    en: 'Migrations are pending ({count}): apply them first with “staka migrate”.',
  },
});
