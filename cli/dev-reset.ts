import { databaseName } from '#ops/backup/database-name.ts';
import { schemaErrors } from '#ops/schema/errors.ts';
import { type Reset, type ResetOptions, type ResetStep, refuseReset, resetDatabase } from '#ops/schema/reset.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { backupPlaces } from './backup.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';
import { CONFIRM_OPTION, isNameTyped } from './confirm-name.ts';

export const devResetCommand: Command = {
  name: 'dev:reset',
  summary: {
    fr: 'En développement seulement : sauvegarde la base, la vide, la migre et y met les données d’exemple ; demande son nom.',
    en: 'In development alone: backs the database up, empties it, migrates it and seeds it; asks for its name.',
  },
  options: {
    ...CONFIRM_OPTION,
    force: {
      type: 'boolean',
      summary: {
        fr: 'Même si quelqu’un est connecté à la base ; la sauvegarde est faite quand même.',
        en: 'Even while somebody is connected to the database; it is backed up all the same.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: { fr: 'La base est vidée, migrée et remplie.', en: 'The database is emptied, migrated and seeded.' },
    1: { fr: 'Refusé ou échoué, comme le dit la sortie d’erreur.', en: 'Refused or failed, as standard error says.' },
  },
  examples: ['dev:reset', 'dev:reset --confirm=staka.db --json'],
  run: async (call) => {
    const options = optionsOf(call);
    refuseReset(options);
    const database = databaseName(options.directUrl || options.url);
    if (!(await isNameTyped(call, database, QUESTION(database)))) throw schemaErrors.RESET_NOT_CONFIRMED({ database });
    const done = await resetDatabase(options);
    if (call.values.json) call.print(JSON.stringify(done));
    else report(call, done);
    return undefined;
  },
};

function optionsOf(call: CommandCall): ResetOptions {
  const { config, secrets, values, say } = call;
  const { url: _address, ...backup } = backupPlaces(call);
  return {
    url: secrets.databaseUrl,
    directUrl: secrets.directUrl,
    environment: config.environment,
    backup,
    force: values.force === true,
    ...(values.json ? {} : { progress: (step: ResetStep) => say(STEPS[step]) }),
  };
}

const QUESTION = (database: string): Bilingual => ({
  fr: `Toutes les données de « ${database} » vont être supprimées. Tapez son nom pour continuer : `,
  en: `All the data of “${database}” will be deleted. Type its name to go on: `,
});

const STEPS: Record<ResetStep, Bilingual> = {
  'backed-up': { fr: 'L’état actuel est sauvegardé.', en: 'What is there now is backed up.' },
  emptied: { fr: 'La base est vide.', en: 'The database is empty.' },
  migrated: { fr: 'Les tables sont faites.', en: 'The tables are made.' },
  seeded: { fr: 'Les données d’exemple y sont.', en: 'The sample data is there.' },
};

function report({ say }: CommandCall, { database, backup, kept, rows }: Reset): void {
  if (kept.length > 0)
    say({
      fr: `Inconnu de Staka, et laissé tel quel : ${kept.join(', ')}.`,
      en: `Unknown to Staka, and left alone: ${kept.join(', ')}.`,
    });
  say({ fr: `${database} est neuve (${rows} lignes d’exemple).`, en: `${database} is new (${rows} sample rows).` });
  if (backup !== null)
    say({
      fr: `Pour retrouver l’état d’avant : staka restore ${backup}`,
      en: `To have back what was there before: staka restore ${backup}`,
    });
}
