import {
  type MaintenanceOrder,
  type MaintenanceState,
  readMaintenance,
  turnMaintenanceOff,
  turnMaintenanceOn,
} from '#ops/maintenance/maintenance.ts';
import { type Db, missingTable, openDatabase } from '#platform/db/db.ts';
import { SECRET_LENGTH } from '#platform/maintenance/pass.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';
import { cliErrors } from './errors.ts';

const IS_ON = 3;
const RETRY_SECONDS = 60;
const DAY_SECONDS = 86_400;

export const maintenanceCommand: Command = {
  name: 'maintenance',
  summary: {
    fr: 'Met Staka en maintenance (on), l’en sort (off), ou dit ce qu’il en est ; vaut pour tous les processus de la base.',
    en: 'Turns maintenance on or off, or says which it is; for every process on the database.',
  },
  choices: ['on', 'off'],
  options: {
    message: {
      type: 'string',
      placeholder: 'TEXTE',
      summary: { fr: 'Ce que lisent les visiteurs.', en: 'What visitors read.' },
    },
    retry: {
      type: 'string',
      placeholder: 'N',
      summary: {
        fr: `Dans combien de secondes revenir (${RETRY_SECONDS} par défaut).`,
        en: `In how many seconds to come back (${RETRY_SECONDS} unless told).`,
      },
    },
    secret: {
      type: 'string',
      placeholder: 'SECRET',
      summary: {
        fr: 'Ouvre à qui visite /?secret=SECRET ; sans lui, personne n’entre.',
        en: 'Lets in whoever visits /?secret=SECRET; without one nobody gets in.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: {
      fr: 'Fait ; sans on ni off : les demandes sont servies.',
      en: 'Done; without on or off: requests are answered.',
    },
    [IS_ON]: { fr: 'Sans on ni off : la maintenance est en cours.', en: 'Without on or off: maintenance is on.' },
  },
  examples: [
    'maintenance on --message="Retour à 14 h" --retry=60 --secret=S3CRET-LONG',
    'maintenance off',
    'maintenance',
  ],
  run: async (call) => {
    const order = call.positionals[0] === 'on' ? readOrder(call) : null;
    const db = await openDatabase({ url: call.secrets.databaseUrl });
    try {
      return await run(call, db, order);
    } catch (error) {
      // The table comes with a migration of Staka itself.
      if (missingTable(error) !== undefined) throw cliErrors.CLI_DATABASE_NOT_MIGRATED({ count: 1 }, { cause: error });
      throw error;
    } finally {
      await db.destroy();
    }
  },
};

async function run(call: CommandCall, db: Db, order: MaintenanceOrder | null): Promise<number> {
  if (order !== null) {
    report(call, await turnMaintenanceOn(db, order));
    return 0;
  }
  if (call.positionals[0] === 'off') {
    await turnMaintenanceOff(db);
    report(call, null);
    return 0;
  }
  const state = await readMaintenance(db);
  report(call, state);
  return state === null ? 0 : IS_ON;
}

/** @throws CLI_NUMBER_EXPECTED, CLI_SECRET_LENGTH */
function readOrder({ values }: CommandCall): MaintenanceOrder {
  const { message, retry, secret } = values;
  const text = typeof message === 'string' ? message.trim() : '';
  if (typeof secret === 'string' && (secret.length < SECRET_LENGTH.min || secret.length > SECRET_LENGTH.max))
    throw cliErrors.CLI_SECRET_LENGTH({ ...SECRET_LENGTH });
  return {
    message: text === '' ? null : text,
    retryAfterSeconds: readSeconds(retry),
    secret: typeof secret === 'string' ? secret : null,
  };
}

function readSeconds(value: string | boolean | undefined): number {
  if (value === undefined) return RETRY_SECONDS;
  const seconds = /^\d{1,5}$/.test(String(value)) ? Number(value) : 0;
  if (seconds < 1 || seconds > DAY_SECONDS)
    throw cliErrors.CLI_NUMBER_EXPECTED({ option: 'retry', value: String(value) });
  return seconds;
}

function report({ values, print, say, config }: CommandCall, state: MaintenanceState | null): void {
  if (values.json) {
    print(JSON.stringify(state === null ? { on: false } : { on: true, ...state }));
    return;
  }
  if (state === null) {
    say({ fr: 'Pas de maintenance : les demandes sont servies.', en: 'No maintenance: requests are answered.' });
    return;
  }
  const since = state.startedAt.toISOString();
  say({
    fr: `Maintenance en cours depuis ${since} : les demandes reçoivent 503, à revenir dans ${state.retryAfterSeconds} s. Chaque processus le sait dans les deux secondes.`,
    en: `Maintenance since ${since}: requests get 503, to come back in ${state.retryAfterSeconds} s. Every process knows within two seconds.`,
  });
  if (state.message !== null) print(`  ${state.message}`);
  if (state.hasSecret)
    say({
      fr: `  Qui connaît le secret entre par ${config.publicUrl}/?secret=…`,
      en: `  Whoever knows the secret gets in by ${config.publicUrl}/?secret=…`,
    });
}
