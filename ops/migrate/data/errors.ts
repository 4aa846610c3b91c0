import { defineErrors } from '#platform/http/errors.ts';

/** Why a data migration does not run. */
export const dataMigrationErrors = defineErrors({
  DATA_MIGRATION_INVALID: {
    status: 500,
    fr: 'Le fichier {file} n’est pas une migration de données : {reason}. Il exporte « dataMigration », fait par defineDataMigration().',
    en: 'The file {file} is no data migration: {reason}. It exports “dataMigration”, made by defineDataMigration().',
  },
  DATA_MIGRATION_TABLE: {
    status: 400,
    fr: 'Aucune table ne s’appelle « {table} ». Il y a : {tables}.',
    en: 'No table is called “{table}”. There are: {tables}.',
  },
  DATA_MIGRATION_EDITED: {
    status: 500,
    fr: 'La migration de données « {name} » a été modifiée après avoir été appliquée. Remettez son fichier prisma/migrations/data/{name}.ts tel qu’il était, et écrivez-en une nouvelle pour ce qui doit changer (staka migrate:create NOM --data).',
    en: 'The data migration “{name}” was edited after it was applied. Put its file prisma/migrations/data/{name}.ts back as it was, and write a new one for what must change (staka migrate:create NAME --data).',
  },
  DATA_MIGRATION_STOPPED: {
    status: 500,
    fr: 'La migration de données « {name} » s’est arrêtée après {rows} lignes, qui restent faites : {reason}. Corrigez la cause et relancez « staka migrate » : elle reprendra au lot suivant.',
    en: 'The data migration “{name}” stopped after {rows} rows, which stay done: {reason}. Put the cause right and run “staka migrate” again: it goes on with the next batch.',
  },
});
