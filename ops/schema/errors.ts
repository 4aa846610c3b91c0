import { defineErrors } from '#platform/http/errors.ts';

/** Why a schema is not read, compared, pushed or pulled. Nothing has been changed when one of these is thrown, but for PUSH_STOPPED. */
export const schemaErrors = defineErrors({
  SCHEMA_TOOLS_MISSING: {
    status: 500,
    fr: 'Cette commande a besoin du paquet « {package} », qui sert au développement et n’est pas installé ici. Installez-le avec « npm ci --include=dev ».',
    en: 'This command needs the package “{package}”, which is for development and is not installed here. Install it with “npm ci --include=dev”.',
  },
  SCHEMA_FILE_UNREADABLE: {
    status: 404,
    fr: 'Le schéma {file} ne peut pas être lu ({reason}).',
    en: 'The schema {file} cannot be read ({reason}).',
  },
  SCHEMA_INVALID: {
    status: 400,
    fr: 'Le schéma {file} n’est pas valable :\n{reason}',
    en: 'The schema {file} is not valid:\n{reason}',
  },
  SCHEMA_OTHER_PROVIDER: {
    status: 400,
    fr: 'Le schéma {file} est écrit pour {found}, et la base est {expected}.',
    en: 'The schema {file} is written for {found}, and the database is {expected}.',
  },
  SCHEMA_SOURCE_UNKNOWN: {
    status: 400,
    fr: '--{option} attend empty, database, migrations, schema ou le chemin d’un fichier .prisma, et non « {value} ».',
    en: '--{option} takes empty, database, migrations, schema or the path of a .prisma file, not “{value}”.',
  },
  SCHEMA_NOT_DESCRIBED: {
    status: 409,
    fr: 'Rien ne décrit la structure que laisse la migration « {name} » : il manque {file}. Écrivez-le avec « node test/migrations/write-structures.ts ».',
    en: 'Nothing describes the structure that the migration “{name}” leaves: {file} is missing. Write it with “node test/migrations/write-structures.ts”.',
  },
  PUSH_IN_PRODUCTION: {
    status: 403,
    fr: 'db:push est refusé : NODE_ENV vaut « production ». Écrivez une migration avec « staka migrate:create NOM », et appliquez-la avec « staka migrate ».',
    en: 'db:push is refused: NODE_ENV is “production”. Write a migration with “staka migrate:create NAME”, and apply it with “staka migrate”.',
  },
  PUSH_MIGRATIONS_PENDING: {
    status: 409,
    fr: 'Des migrations attendent ({names}). Appliquez-les avec « staka migrate » ; celle qui écrit ce que db:push a déjà fait, déclarez-la avec « staka migrate:resolve --applied=NOM ».',
    en: 'Migrations are pending ({names}). Apply them with “staka migrate”; the one that writes down what db:push has done already, declare with “staka migrate:resolve --applied=NAME”.',
  },
  PUSH_DESTROYS: {
    status: 409,
    fr: 'Pousser le schéma perdrait des données : {losses}. Ajoutez --accept-data-loss si c’est bien ce que vous voulez ; une sauvegarde est faite avant.',
    en: 'Pushing the schema would lose data: {losses}. Add --accept-data-loss if that is what you want; a backup is made first.',
  },
  PUSH_IMPOSSIBLE: {
    status: 409,
    fr: 'Les lignes qui sont là ne permettent pas ce changement : {obstacles}. Donnez une valeur par défaut, rendez la colonne facultative, ou corrigez ces lignes d’abord.',
    en: 'The rows that are there do not allow this change: {obstacles}. Give a default, make the column optional, or put these rows right first.',
  },
  PUSH_OVERTAKEN: {
    status: 409,
    fr: 'La base a changé pendant que db:push se préparait : rien n’a été fait. Relancez la commande.',
    en: 'The database changed while db:push was getting ready: nothing was done. Run the command again.',
  },
  PUSH_REMAINS: {
    status: 500,
    fr: 'il reste des écarts avec le schéma : {first}',
    en: 'differences from the schema remain: {first}',
  },
  PUSH_FAILED: {
    status: 500,
    fr: 'db:push a échoué et rien n’a été changé : {reason}',
    en: 'db:push failed and nothing was changed: {reason}',
  },
  PUSH_STOPPED: {
    status: 500,
    fr: 'db:push s’est arrêté, et ce qui précède l’erreur reste fait : {reason}. Corrigez la cause et relancez : la commande ne fera que ce qui reste. L’état d’avant est dans {backup}.',
    en: 'db:push stopped, and what comes before the error stays done: {reason}. Put the cause right and run it again: it does only what is left. What was there before is in {backup}.',
  },
  PULL_NOT_CONFIRMED: {
    status: 409,
    fr: 'Rien n’a été écrit : {file} existe. Pour le remplacer, tapez son nom, « {name} », ou donnez --confirm={name}.',
    en: 'Nothing was written: {file} exists. To replace it, type its name, “{name}”, or give --confirm={name}.',
  },
  RESET_IN_PRODUCTION: {
    status: 403,
    fr: 'dev:reset est refusé : NODE_ENV vaut « production », et rien n’y vide la base {database}.',
    en: 'dev:reset is refused: NODE_ENV is “production”, where nothing empties the database {database}.',
  },
  RESET_NOT_CONFIRMED: {
    status: 409,
    fr: 'Rien n’a été touché : pour vider la base, tapez son nom, « {database} », ou donnez --confirm={database}.',
    en: 'Nothing was touched: to empty the database, type its name, “{database}”, or give --confirm={database}.',
  },
  RESET_IN_USE: {
    status: 409,
    fr: 'La base {database} est utilisée : arrêtez Staka et ce qui y est connecté, ou ajoutez --force.',
    en: 'The database {database} is in use: stop Staka and whatever is connected to it, or add --force.',
  },
});
