import { defineErrors } from '#platform/http/errors.ts';

export const studioErrors = defineErrors({
  STUDIO_LOCKED: {
    status: 403,
    fr: 'L’écriture est verrouillée : déverrouillez-la pour dix minutes, puis recommencez.',
    en: 'Writing is locked: unlock it for ten minutes, then try again.',
  },
  STUDIO_READ_ONLY: {
    status: 403,
    fr: 'Cette session ne fait que lire : relancez « staka studio » avec --write pour écrire.',
    en: 'This session only reads: run “staka studio” again with --write in order to write.',
  },
  STUDIO_TABLE_UNKNOWN: {
    status: 404,
    fr: 'Il n’y a pas de table « {table} » ici.',
    en: 'There is no table “{table}” here.',
  },
  STUDIO_TABLE_READ_ONLY: {
    status: 403,
    fr: 'La table « {table} » se lit et ne s’écrit pas ici : seule l’application l’écrit.',
    en: 'The table “{table}” is read and not written here: the application alone writes it.',
  },
  STUDIO_COLUMN_REFUSED: {
    status: 400,
    fr: 'La colonne « {column} » de « {table} » n’existe pas ici, est cachée ou ne se change pas.',
    en: 'The column “{column}” of “{table}” does not exist here, is hidden or cannot be changed.',
  },
  STUDIO_VALUE_REFUSED: {
    status: 400,
    fr: 'La colonne « {column} » ne peut pas prendre cette valeur : {why}.',
    en: 'The column “{column}” cannot take this value: {why}.',
  },
  STUDIO_ROW_NOT_FOUND: {
    status: 404,
    fr: 'Cette ligne n’existe plus : rechargez la table.',
    en: 'This row is no longer there: reload the table.',
  },
  STUDIO_FROZEN: {
    status: 409,
    fr: 'Une facture émise ne se change ni ne se supprime : la loi la fige. Seuls son statut et sa date de paiement bougent ; une erreur se corrige par un avoir.',
    en: 'An issued invoice is neither changed nor deleted: the law freezes it. Only its status and date of payment move; a mistake is put right by a credit note.',
  },
  STUDIO_WRITE_REFUSED: {
    status: 409,
    fr: 'La base refuse cette écriture : {why}',
    en: 'The database refuses this write: {why}',
  },
  STUDIO_STATEMENT_REFUSED: {
    status: 400,
    fr: 'Seule une instruction de lecture est acceptée ici, et une à la fois (SELECT, WITH, VALUES, EXPLAIN) : {why}.',
    en: 'Only a statement that reads is accepted here, and one at a time (SELECT, WITH, VALUES, EXPLAIN): {why}.',
  },
  STUDIO_QUERY_FAILED: {
    status: 422,
    fr: 'La base refuse cette requête : {why}',
    en: 'The database refuses this query: {why}',
  },
  STUDIO_QUERY_TOO_LONG: {
    status: 422,
    fr: 'La requête a été interrompue au bout de {seconds} s : ajoutez un filtre ou une limite.',
    en: 'The query was stopped after {seconds} s: add a filter or a limit.',
  },
  STUDIO_QUERIES_UNAVAILABLE: {
    status: 409,
    fr: 'Les requêtes SQL sont fermées : le compte de la base ne peut pas créer de compte restreint à ce qui se lit. Les tables se parcourent tout de même. « staka studio --grants » écrit les instructions qui les ouvrent.',
    en: 'SQL queries are closed: the account of the database cannot make one that is held to what may be read. The tables can be browsed all the same. “staka studio --grants” prints the statements that open them.',
  },
  STUDIO_FILTER_REFUSED: {
    status: 400,
    fr: 'Ce filtre n’est pas accepté : les filtres écrits en SQL se posent dans la vue « SQL ».',
    en: 'This filter is not accepted: filters written in SQL belong in the “SQL” view.',
  },
  STUDIO_LINK_USED: {
    status: 403,
    fr: 'Ce lien a déjà servi ou n’est pas le bon : relancez « staka studio ».',
    en: 'This link was used before or is not the right one: run “staka studio” again.',
  },
});
