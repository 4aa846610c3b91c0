import { rollback } from '#ops/migrate/rollback.ts';
import { migrationStatus } from '#ops/migrate/status.ts';
import type { Command, CommandCall } from './command.ts';
import { cliErrors } from './errors.ts';

export const migrateRollbackCommand: Command = {
  name: 'migrate:rollback',
  summary: {
    fr: 'Défait les dernières migrations, la plus récente d’abord ; ce qu’elles avaient ajouté est perdu.',
    en: 'Undoes the last migrations, newest first; what they had added is lost.',
  },
  options: {
    step: {
      type: 'string',
      placeholder: 'N',
      summary: {
        fr: 'Combien de migrations défaire (1 par défaut).',
        en: 'How many migrations to undo (1 by default).',
      },
    },
    force: {
      type: 'boolean',
      summary: {
        fr: 'Accepte de vider une base de production en défaisant la première migration.',
        en: 'Accepts to empty a production database by undoing the first migration.',
      },
    },
  },
  run: async (call) => {
    const step = readStep(call.values.step);
    const { secrets, print, say } = call;
    if (call.config.environment === 'production' && !call.values.force) await refuseToEmpty(call, step);
    const undone = await rollback({ url: secrets.databaseUrl, directUrl: secrets.directUrl, step, log: print });
    if (undone.length === 0) say({ fr: 'Rien à défaire.', en: 'Nothing to undo.' });
    return undefined;
  },
};

function readStep(value: string | boolean | undefined): number {
  if (value === undefined) return 1;
  if (!/^[1-9]\d{0,3}$/.test(String(value)))
    throw cliErrors.CLI_NUMBER_EXPECTED({ option: 'step', value: String(value) });
  return Number(value);
}

async function refuseToEmpty({ secrets }: CommandCall, step: number): Promise<void> {
  const migrations = await migrationStatus({ url: secrets.databaseUrl, directUrl: secrets.directUrl });
  const ran = migrations.filter(({ state }) => state !== 'pending');
  const [first] = ran;
  if (first && step >= ran.length) throw cliErrors.CLI_ROLLBACK_EMPTIES({ name: first.name });
}
