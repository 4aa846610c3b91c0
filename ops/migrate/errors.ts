import { defineErrors } from '#platform/http/errors.ts';

/** Why migrating, rolling back or starting is refused. Nothing has been changed when one of these is thrown, but for MIGRATION_STOPPED. */
export const migrationErrors = defineErrors({
  MIGRATION_URL_UNKNOWN: {
    status: 500,
    fr: 'L’adresse de la base de données doit commencer par « file: », « postgresql: » ou « mysql: ».',
    en: 'The address of the database must begin with “file:”, “postgresql:” or “mysql:”.',
  },
  MIGRATION_EDITED: {
    status: 500,
    fr: 'La migration « {name} » a été modifiée après avoir été appliquée. Remettez son fichier migration.sql tel qu’il était, et écrivez une nouvelle migration pour ce qui doit changer (staka migrate:create NOM).',
    en: 'The migration “{name}” was edited after it was applied. Put its migration.sql back as it was, and write a new migration for what must change (staka migrate:create NAME).',
  },
  MIGRATION_FAILED: {
    status: 500,
    fr: 'La migration « {name} » a échoué et rien n’a été changé : {reason}',
    en: 'The migration “{name}” failed and nothing was changed: {reason}',
  },
  MIGRATION_STOPPED: {
    status: 500,
    fr: 'La migration « {name} » s’est arrêtée, et ce qui précède l’erreur reste fait : {reason}. Corrigez la cause et relancez la même commande : elle reprendra à cet endroit.',
    en: 'The migration “{name}” stopped, and what comes before the error stays done: {reason}. Put the cause right and run the same command again: it goes on from there.',
  },
  MIGRATION_ROWS_LOST: {
    status: 500,
    fr: 'la table {table} avait {before} lignes et en aurait {after}, ce que la migration ne voulait pas',
    en: 'table {table} had {before} rows and would have {after}, which the migration did not mean to do',
  },
  MIGRATION_DESTROYS: {
    status: 409,
    fr: 'Cette migration perdrait des données : {losses}. Lisez « staka migrate --plan », faites une sauvegarde, puis ajoutez --accept-data-loss.',
    en: 'This migration would lose data: {losses}. Read “staka migrate --plan”, make a backup, then add --accept-data-loss.',
  },
  MIGRATION_FAILED_ELSEWHERE: {
    status: 500,
    fr: 'La migration « {name} » a été commencée par Prisma et n’a pas abouti. Remettez la base en ordre, puis déclarez-le avec « staka migrate:resolve --rolled-back={name} ».',
    en: 'The migration “{name}” was begun by Prisma and did not succeed. Put the database in order, then say so with “staka migrate:resolve --rolled-back={name}”.',
  },
  MIGRATION_HALF_ROLLED_BACK: {
    status: 500,
    fr: 'Le retour en arrière de la migration « {name} » s’est arrêté à mi-chemin. Relancez « staka migrate:rollback » pour le terminer.',
    en: 'Rolling back the migration “{name}” stopped half-way. Run “staka migrate:rollback” again to finish it.',
  },
  MIGRATION_HALF_APPLIED: {
    status: 500,
    fr: 'La migration « {name} » s’est arrêtée à mi-chemin. Relancez « staka migrate » pour la terminer, puis revenez en arrière.',
    en: 'The migration “{name}” stopped half-way. Run “staka migrate” again to finish it, then roll back.',
  },
  MIGRATION_WITHOUT_DOWN: {
    status: 500,
    fr: 'La migration « {name} » n’a pas de fichier down.sql dans {folder} : elle ne peut pas être défaite.',
    en: 'The migration “{name}” has no down.sql in {folder}: it cannot be rolled back.',
  },
  MIGRATION_LOCKED: {
    status: 503,
    fr: 'Un autre processus migre cette base depuis plus de {seconds} s. Attendez qu’il ait fini, ou arrêtez-le.',
    en: 'Another process has been migrating this database for more than {seconds} s. Wait until it is done, or stop it.',
  },
  MIGRATION_DATABASE_NOT_EMPTY: {
    status: 500,
    fr: 'La base contient déjà des tables ({tables}…) et aucune migration n’y est inscrite. Choisissez une base vide, ou déclarez la première migration appliquée avec « staka migrate:resolve --applied={name} ».',
    en: 'The database already has tables ({tables}…) and no migration is recorded in it. Choose an empty database, or declare the first migration applied with “staka migrate:resolve --applied={name}”.',
  },
  MIGRATION_UNKNOWN: {
    status: 404,
    fr: 'Aucune migration ne s’appelle « {name} ». « staka migrate:status » les énumère.',
    en: 'No migration is called “{name}”. “staka migrate:status” lists them.',
  },
  MIGRATION_RESOLVED_ALREADY: {
    status: 409,
    fr: 'La migration « {name} » est inscrite comme appliquée jusqu’au bout : il n’y a rien à déclarer. Pour la défaire, employez « staka migrate:rollback ».',
    en: 'The migration “{name}” is recorded as applied to its end: there is nothing to declare. To undo it, use “staka migrate:rollback”.',
  },
  MIGRATION_NAME_INVALID: {
    status: 400,
    fr: 'Le nom d’une migration se compose de lettres minuscules, de chiffres et de « _ » : {name} ne convient pas.',
    en: 'The name of a migration is made of lower-case letters, digits and “_”: {name} will not do.',
  },
});
