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
    fr: 'La migration « {name} » a échoué et tout est comme avant : {reason}',
    en: 'The migration “{name}” failed and everything is as it was: {reason}',
  },
  MIGRATION_STOPPED: {
    status: 500,
    fr: 'La migration « {name} » a échoué ({reason}), et l’état d’avant n’a pas pu être remis : {again}. Corrigez la cause et relancez la même commande : elle finit d’abord de le remettre.',
    en: 'The migration “{name}” failed ({reason}), and what was there before could not be put back: {again}. Put the cause right and run the same command again: it first finishes putting it back.',
  },
  MIGRATION_RESTORED: {
    status: 500,
    fr: 'La migration « {name} » a échoué ({reason}). Comme Staka est en maintenance et que personne n’est connecté, la base a été remise telle quelle depuis {backup}.',
    en: 'The migration “{name}” failed ({reason}). As Staka is in maintenance and nobody is connected, the database was put back as it was from {backup}.',
  },
  MIGRATION_LEFT_HERE: {
    status: 500,
    fr: 'Une migration a échoué ({reason}), et celles que la même commande avait appliquées n’ont pas pu être défaites : {again}. La base en est à « {name} », entière.',
    en: 'A migration failed ({reason}), and those that the same command had applied could not be undone: {again}. The database is at “{name}”, whole.',
  },
  MIGRATION_NOT_BACKED_UP: {
    status: 500,
    fr: 'La sauvegarde qui précède toute migration a échoué, et rien n’a été changé : {reason}',
    en: 'The backup that comes before every migration failed, and nothing was changed: {reason}',
  },
  MIGRATION_WITHOUT_KEY: {
    status: 409,
    fr: 'la table {table} n’a pas de clé primaire : ce que la migration y change ne pourrait pas être remis',
    en: 'table {table} has no primary key: what the migration changes in it could not be put back',
  },
  MIGRATION_DANGLING: {
    status: 500,
    fr: 'des lignes de {table} désignent des lignes de {parent} qui n’existent pas ({query})',
    en: 'rows of {table} refer to rows of {parent} that do not exist ({query})',
  },
  MIGRATION_STRUCTURE: {
    status: 500,
    fr: 'la base ne serait pas ensuite ce que la migration doit en faire : {difference}',
    en: 'the database would not be afterwards what the migration should make of it: {difference}',
  },
  MIGRATION_NOT_PUT_BACK: {
    status: 500,
    fr: 'il reste une différence avec ce qui était là : {difference}',
    en: 'a difference from what was there remains: {difference}',
  },
  MIGRATION_ROWS_LOST: {
    status: 500,
    fr: 'la table {table} avait {before} lignes et en aurait {after}, ce que la migration ne voulait pas',
    en: 'table {table} had {before} rows and would have {after}, which the migration did not mean to do',
  },
  MIGRATION_DESTROYS: {
    status: 409,
    fr: 'Des données seraient perdues : {losses}. Lisez ce qui serait fait (--plan), puis ajoutez --accept-data-loss et tapez le nom de la base, ou donnez-le par --confirm ; une sauvegarde est faite d’abord.',
    en: 'Data would be lost: {losses}. Read what would be done (--plan), then add --accept-data-loss and type the name of the database, or give it with --confirm; a backup is made first.',
  },
  MIGRATION_NOT_CONFIRMED: {
    status: 409,
    fr: 'Rien n’a été touché : tapez le nom de la base, « {database} », ou donnez --confirm={database}.',
    en: 'Nothing was touched: type the name of the database, “{database}”, or give --confirm={database}.',
  },
  MIGRATION_DECLINED: {
    status: 409,
    fr: 'Rien n’a été touché.',
    en: 'Nothing was touched.',
  },
  ROLLBACK_WITHOUT_BACKUP: {
    status: 404,
    fr: 'L’historique ne nomme aucune sauvegarde faite avant ces migrations : donnez-en une par --restore=FICHIER (« staka backup:list » les énumère).',
    en: 'The history names no backup made before these migrations: give one with --restore=FILE (“staka backup:list” lists them).',
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
    fr: 'La base contient déjà des tables ({tables}…) et aucune de nos migrations n’y est inscrite. D’un autre système (Prisma, Laravel…), reprenez-la avec « staka adopt --plan ». Sinon choisissez une base vide, ou déclarez la première migration appliquée avec « staka migrate:resolve --applied={name} ».',
    en: 'The database already has tables ({tables}…) and none of our migrations is recorded in it. Of another system (Prisma, Laravel…), adopt it with “staka adopt --plan”. Otherwise choose an empty database, or declare the first migration applied with “staka migrate:resolve --applied={name}”.',
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
