import { defineErrors } from '#platform/http/errors.ts';

/** Why a backup is not made, not believed or not restored. What each leaves behind is in its sentence. */
export const backupErrors = defineErrors({
  BACKUP_NOTHING: {
    status: 409,
    fr: 'La base {database} ne contient aucune table : il n’y a rien à sauvegarder.',
    en: 'The database {database} has no tables: there is nothing to back up.',
  },
  BACKUP_TABLE_UNKNOWN: {
    status: 404,
    fr: 'Il n’y a pas de table « {table} ». Les tables sont : {tables}.',
    en: 'There is no table “{table}”. The tables are: {tables}.',
  },
  BACKUP_FILE_LOST: {
    status: 500,
    fr: 'Les octets de {count} fichiers que la base désigne manquent ou sont abîmés ({sha256}…). Aucune sauvegarde n’a été faite. Remettez-les dans {folder}, ou acceptez une sauvegarde sans eux avec --skip-missing.',
    en: 'The bytes of {count} files that the database names are missing or damaged ({sha256}…). No backup was made. Put them back into {folder}, or accept a backup without them with --skip-missing.',
  },
  BACKUP_SCHEMA_CHANGED: {
    status: 409,
    fr: 'La base a été migrée pendant la sauvegarde, qui n’a donc pas été gardée. Relancez-la.',
    en: 'The database was migrated during the backup, which was therefore not kept. Run it again.',
  },
  BACKUP_FILE_UNKNOWN: {
    status: 404,
    fr: 'Le fichier {path} n’existe pas ou ne peut pas être lu ({reason}).',
    en: 'The file {path} does not exist or cannot be read ({reason}).',
  },
  BACKUP_DAMAGED: {
    status: 409,
    fr: 'La sauvegarde {path} est abîmée ou n’en est pas une : {reason}. Rien n’a été touché.',
    en: 'The backup {path} is damaged or is none: {reason}. Nothing was touched.',
  },
  BACKUP_KEY_MISSING: {
    status: 401,
    fr: 'La sauvegarde {path} est chiffrée : donnez sa clé secrète (AGE-SECRET-KEY-1…) dans BACKUP_KEY.',
    en: 'The backup {path} is encrypted: give its secret key (AGE-SECRET-KEY-1…) in BACKUP_KEY.',
  },
  BACKUP_KEY_WRONG: {
    status: 403,
    fr: 'La clé de BACKUP_KEY n’ouvre pas la sauvegarde {path} : c’en est une autre, ou le début du fichier est abîmé.',
    en: 'The key in BACKUP_KEY does not open the backup {path}: it is another one, or the beginning of the file is damaged.',
  },
  BACKUP_TOO_NEW: {
    status: 409,
    fr: 'La sauvegarde vient d’une version plus récente de Staka ({version}) : elle connaît « {what} », et celle-ci non. Mettez Staka à jour, puis restaurez.',
    en: 'The backup comes from a newer version of Staka ({version}): it knows “{what}”, and this one does not. Upgrade Staka, then restore.',
  },
  BACKUP_OF_ONE_TABLE: {
    status: 409,
    fr: 'Cette sauvegarde ne contient que la table « {table} » : on y relit des lignes, on n’en fait pas une base. Restaurez une sauvegarde entière.',
    en: 'This backup holds the table “{table}” alone: rows can be read from it, no database can be made of it. Restore a whole backup.',
  },
  RESTORE_NOT_EMPTY: {
    status: 409,
    fr: 'La base {database} contient déjà des lignes ({tables}…) : --into veut une base vide. Pour remplacer la base de cette installation, lancez « staka restore FICHIER » sans --into.',
    en: 'The database {database} already has rows ({tables}…): --into wants an empty database. To replace the database of this installation, run “staka restore FILE” without --into.',
  },
  RESTORE_COLUMN_UNKNOWN: {
    status: 409,
    fr: 'La table « {table} » n’a pas la colonne « {column} » que contient la sauvegarde.',
    en: 'The table “{table}” has no column “{column}”, which the backup holds.',
  },
  RESTORE_DIFFERENT: {
    status: 500,
    fr: 'La table « {table} », relue, n’est pas celle de la sauvegarde ({found} lignes au lieu de {expected}, ou d’autres valeurs).',
    en: 'The table “{table}”, read back, is not that of the backup ({found} rows instead of {expected}, or other values).',
  },
  RESTORE_DANGLING: {
    status: 500,
    fr: 'Des lignes de « {table} » désignent des lignes de « {parent} » qui n’existent pas.',
    en: 'Rows of “{table}” refer to rows of “{parent}” that do not exist.',
  },
  RESTORE_IN_USE: {
    status: 409,
    fr: 'La base {database} est utilisée : arrêtez Staka et ce qui y est connecté, ou ajoutez --force.',
    en: 'The database {database} is in use: stop Staka and whatever is connected to it, or add --force.',
  },
  RESTORE_NOT_CONFIRMED: {
    status: 409,
    fr: 'Rien n’a été touché : pour remplacer la base, tapez son nom, « {database} », ou donnez --confirm={database}.',
    en: 'Nothing was touched: to replace the database, type its name, “{database}”, or give --confirm={database}.',
  },
  RESTORE_FAILED: {
    status: 500,
    fr: 'La restauration a échoué et la base est vide comme avant : {reason}',
    en: 'The restore failed, and the database is empty as before: {reason}',
  },
  RESTORE_UNTOUCHED: {
    status: 500,
    fr: 'La restauration a échoué et la base {database} est restée telle quelle : {reason}',
    en: 'The restore failed, and the database {database} is as it was: {reason}',
  },
  RESTORE_INTERRUPTED: {
    status: 503,
    fr: 'Une restauration a été interrompue avant sa fin. Relancez-la : bin/staka restore {path}',
    en: 'A restore was interrupted before its end. Run it again: bin/staka restore {path}',
  },
  RESTORE_TAKEN_BACK: {
    status: 500,
    fr: 'La restauration a échoué et l’état d’avant a été remis, depuis {path} : {reason}',
    en: 'The restore failed and what was there before was put back, from {path}: {reason}',
  },
  RESTORE_STUCK: {
    status: 500,
    fr: 'La restauration a échoué ({reason}), et ce qui précédait n’a pas pu être remis ({again}). Mettez fin à la cause, puis lancez : staka restore {path}',
    en: 'The restore failed ({reason}), and what was there before could not be put back ({again}). Put the cause right, then run: staka restore {path}',
  },
});
