import { defineErrors } from '#platform/http/errors.ts';

/** Why a comparison cannot be made, or a repair is refused. Nothing has been changed when one of these is thrown, but for DRIFT_REPAIR_STOPPED. */
export const driftErrors = defineErrors({
  DRIFT_NOT_MIGRATED: {
    status: 409,
    fr: 'Aucune migration n’est appliquée à cette base : il n’y a rien à comparer. Lancez d’abord « staka migrate ».',
    en: 'No migration has run on this database: there is nothing to compare. Run “staka migrate” first.',
  },
  DRIFT_HALF_WAY: {
    status: 409,
    fr: 'La migration « {name} » s’est arrêtée à mi-chemin. Terminez-la d’abord avec « staka migrate », ou défaites-la avec « staka migrate:rollback ».',
    en: 'The migration “{name}” stopped half-way. Finish it first with “staka migrate”, or undo it with “staka migrate:rollback”.',
  },
  DRIFT_NOT_DESCRIBED: {
    status: 500,
    fr: 'Rien ne décrit la structure que laisse la migration « {name} » : il manque {file}. Si la base est d’une version plus récente de Staka, employez celle-là.',
    en: 'Nothing describes the structure that the migration “{name}” leaves: {file} is missing. If the database is of a newer version of Staka, use that one.',
  },
  DRIFT_REPAIR_DESTROYS: {
    status: 409,
    fr: 'La réparation perdrait des données : {losses}. Faites une sauvegarde, puis ajoutez --accept-data-loss.',
    en: 'The repair would lose data: {losses}. Make a backup, then add --accept-data-loss.',
  },
  DRIFT_REPAIR_FAILED: {
    status: 500,
    fr: 'La réparation a échoué et rien n’a été changé : {reason}',
    en: 'The repair failed and nothing was changed: {reason}',
  },
  DRIFT_REPAIR_STOPPED: {
    status: 500,
    fr: 'La réparation s’est arrêtée, et ce qui précède l’erreur reste fait : {reason}. Corrigez la cause et relancez la même commande : elle ne fera que ce qui reste.',
    en: 'The repair stopped, and what comes before the error stays done: {reason}. Put the cause right and run the same command again: it does only what is left.',
  },
  DRIFT_ROWS_CHANGED: {
    status: 500,
    fr: 'la table {table} avait {before} lignes et en aurait {after}',
    en: 'table {table} had {before} rows and would have {after}',
  },
  DRIFT_REMAINS: {
    status: 500,
    fr: 'il reste des écarts après la réparation : {first}',
    en: 'differences remain after the repair: {first}',
  },
  DRIFT_NOTHING_TO_ADOPT: {
    status: 409,
    fr: 'La base est telle que les migrations la font : il n’y a rien à adopter.',
    en: 'The database is as the migrations make it: there is nothing to adopt.',
  },
});
