import { defineErrors } from '#platform/http/errors.ts';

/** Why a database is not adopted. Nothing has been changed when one of these is thrown, but for ADOPTION_INTERRUPTED. */
export const adoptionErrors = defineErrors({
  ADOPTION_NOTHING: {
    status: 409,
    fr: 'Aucune table de « {database} » n’est reconnue : il n’y a rien à reprendre. Une base vide se prépare avec « staka migrate ».',
    en: 'No table of “{database}” is recognised: there is nothing to adopt. An empty database is prepared by “staka migrate”.',
  },
  ADOPTION_HALF_MIGRATED: {
    status: 409,
    fr: 'Une migration de Staka s’est arrêtée à mi-chemin dans cette base. Terminez-la d’abord avec « staka migrate ».',
    en: 'A migration of Staka stopped half-way in this database. Finish it first with “staka migrate”.',
  },
  ADOPTION_MAPPING_UNREADABLE: {
    status: 400,
    fr: 'Le fichier de réponses {path} ne se lit pas : {reason}',
    en: 'The file of answers {path} cannot be read: {reason}',
  },
  ADOPTION_ANSWER_INVALID: {
    status: 400,
    fr: 'Dans le fichier de réponses, {place} vaut « {value} » : il faut {expected}.',
    en: 'In the file of answers, {place} is “{value}”: it must be {expected}.',
  },
  ADOPTION_IN_USE: {
    status: 409,
    fr: 'Quelqu’un est connecté à « {database} ». Arrêtez l’ancienne application et Staka, ou ajoutez --force si cette connexion n’écrit rien.',
    en: 'Somebody is connected to “{database}”. Stop the former application and Staka, or add --force if that connection writes nothing.',
  },
  ADOPTION_SOURCE_MISSING: {
    status: 404,
    fr: 'Il n’y a pas de base à {database}.',
    en: 'There is no database at {database}.',
  },
  ADOPTION_NOT_VERIFIED: {
    status: 500,
    fr: 'La copie de {source} dans {table} ne contient pas ce qu’elle devrait : {expected} lignes attendues, {found} trouvées. Quelqu’un a-t-il écrit pendant la reprise ? Rien n’a été changé.',
    en: 'The copy of {source} in {table} does not hold what it should: {expected} rows expected, {found} found. Did somebody write meanwhile? Nothing was changed.',
  },
  ADOPTION_DRIFTED: {
    status: 500,
    fr: 'La base reprise ne serait pas celle que font les migrations : {differences}. Rien n’a été changé.',
    en: 'The adopted database would not be the one that the migrations make: {differences}. Nothing was changed.',
  },
  ADOPTION_FAILED: {
    status: 500,
    fr: 'La reprise a échoué et rien n’a été changé : {reason}',
    en: 'The adoption failed and nothing was changed: {reason}',
  },
  ADOPTION_INTERRUPTED: {
    status: 500,
    fr: 'Les copies sont faites et vérifiées, mais leur mise en place s’est arrêtée : {reason}. Aucune ligne n’est perdue. Corrigez la cause et relancez « staka adopt », qui reprend à cet endroit.',
    en: 'The copies are made and verified, but putting them in place stopped: {reason}. No row is lost. Put the cause right and run “staka adopt” again, which goes on from there.',
  },
});
