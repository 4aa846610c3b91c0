import { resolveMigration } from '#ops/migrate/resolve.ts';
import type { Command } from './command.ts';
import { cliErrors } from './errors.ts';

export const migrateResolveCommand: Command = {
  name: 'migrate:resolve',
  summary: {
    fr: 'Inscrit dans l’historique ce qui a été fait à la main ; ne touche à rien d’autre.',
    en: 'Writes into the history what was done by hand; touches nothing else.',
  },
  options: {
    applied: {
      type: 'string',
      placeholder: 'NOM',
      summary: { fr: 'Cette migration est appliquée.', en: 'This migration is applied.' },
    },
    'rolled-back': {
      type: 'string',
      placeholder: 'NOM',
      summary: {
        fr: 'Ce qui en avait été commencé est défait.',
        en: 'What was begun of this migration is undone.',
      },
    },
  },
  examples: ['migrate:resolve --applied=20261121090000_init', 'migrate:resolve --rolled-back=20261121090000_init'],
  run: async ({ values, secrets, say }) => {
    const { applied, 'rolled-back': rolledBack } = values;
    if (applied && rolledBack) throw cliErrors.CLI_OPTIONS_EXCLUSIVE({ one: 'applied', other: 'rolled-back' });
    const name = applied ?? rolledBack;
    if (typeof name !== 'string' || name === '') throw cliErrors.CLI_OPTION_REQUIRED({ option: 'applied' });
    const as = applied ? 'applied' : 'rolled-back';
    await resolveMigration({ url: secrets.databaseUrl, directUrl: secrets.directUrl, name, as });
    say(
      applied
        ? { fr: `${name} est inscrite comme appliquée.`, en: `${name} is recorded as applied.` }
        : { fr: `${name} est inscrite comme défaite.`, en: `${name} is recorded as rolled back.` },
    );
    return undefined;
  },
};
