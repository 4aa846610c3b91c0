import { type Dangling, findEveryDangling } from '#ops/doctor/checks/dangling.ts';
import { findDrift } from '#ops/drift/drift.ts';
import { driftErrors } from '#ops/drift/errors.ts';
import { sayDifference } from '#ops/drift/words.ts';
import { forecast, lossesOf } from '#ops/migrate/forecast/forecast.ts';
import { migrateSafely } from '#ops/migrate/safely.ts';
import { CodedError } from '#platform/http/errors.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { acceptLosses, askToGoOn, LOSS_OPTIONS, sayBackup } from './accept-losses.ts';
import { backupPlaces } from './backup.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';
import { showPlan } from './show-plan.ts';

const DRIFTED = 3;

export const migrateCommand: Command = {
  name: 'migrate',
  summary: {
    fr: 'Applique à la base les migrations en attente, après une sauvegarde, et vérifie ce qu’elle est ensuite ; ce qui échoue est remis comme avant.',
    en: 'Applies the pending migrations to the database, after a backup, and verifies what it is afterwards; what fails is put back as it was.',
  },
  options: {
    plan: {
      type: 'boolean',
      summary: {
        fr: 'Montre seulement ce qui serait fait : le SQL, qui attendrait, combien de lignes, combien de temps, ce qui serait perdu.',
        en: 'Only shows what would be done: the SQL, who would wait, how many rows, how long, what would be lost.',
      },
    },
    ...LOSS_OPTIONS,
    'accept-waiting': {
      type: 'boolean',
      summary: {
        fr: 'Accepte que ceux qui travaillent attendent là où le plan le dit, sans mettre Staka en maintenance.',
        en: 'Accepts that those who work wait where the plan says so, without putting Staka into maintenance.',
      },
    },
    force: {
      type: 'boolean',
      summary: {
        fr: 'Ne demande pas s’il faut continuer ; la sauvegarde est faite quand même.',
        en: 'Does not ask whether to go on; the backup is made all the same.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: { fr: 'La base est à jour, ou le plan est montré.', en: 'The database is up to date, or the plan is shown.' },
    [DRIFTED]: {
      fr: 'Les migrations sont faites, et la base a des écarts (voir drift) ou des lignes qui en désignent d’absentes.',
      en: 'The migrations are done, and the database differs from them (see drift) or has rows that name missing ones.',
    },
  },
  examples: [
    'migrate --plan',
    'migrate --force',
    'migrate --accept-waiting',
    'migrate --accept-data-loss --confirm=staka.db --json',
  ],
  run: async (call) => {
    const plan = await forecast(addressOf(call));
    if (call.values.plan) {
      if (call.values.json) call.print(JSON.stringify({ migrations: plan }));
      else if (plan.length === 0) call.say(UP_TO_DATE);
      else showPlan(call, plan);
      return 0;
    }
    await acceptLosses(call, lossesOf(plan));
    if (plan.length > 0) await askToGoOn(call, question(plan.length));
    return apply(call);
  },
};

function addressOf({ secrets }: CommandCall) {
  return { url: secrets.databaseUrl, directUrl: secrets.directUrl };
}

const UP_TO_DATE = { fr: 'Rien à migrer : la base est à jour.', en: 'Nothing to migrate: the database is up to date.' };

const question = (count: number): Bilingual => ({
  fr: `Appliquer ${count} migration${count > 1 ? 's' : ''} ? (oui/non) `,
  en: `Apply ${count} migration${count === 1 ? '' : 's'}? (yes/no) `,
});

async function apply(call: CommandCall): Promise<number> {
  const { print, say, values, language } = call;
  const log = values.json ? () => {} : print;
  const { url: _address, ...backup } = backupPlaces(call);
  const acceptWaiting = values['accept-waiting'] === true;
  const safe = { backup, origin: 'cli', backedUp: sayBackup(call), acceptWaiting } as const;
  const { steps: applied, backup: path } = await migrateSafely({ ...addressOf(call), ...safe, log });
  const differences = await differencesAfter(call);
  const dangling = applied.length > 0 ? await findEveryDangling(addressOf(call)) : [];
  if (values.json) {
    const told = differences?.map((difference) => ({ ...difference, said: sayDifference(difference) })) ?? null;
    print(JSON.stringify({ applied, backup: path, differences: told, dangling }));
  } else {
    if (applied.length === 0) say(UP_TO_DATE);
    for (const difference of differences ?? []) print(`✗ ${sayDifference(difference)[language]}`);
    for (const rows of dangling) print(`✗ ${sayDangling(rows)[language]}`);
  }
  return (differences ?? []).length + dangling.length > 0 ? DRIFTED : 0;
}

function sayDangling({ table, columns, parent, query }: Dangling): Bilingual {
  return {
    fr: `Des lignes de ${table} (${columns}) en désignent de ${parent} qui n’existent pas : ${query}`,
    en: `Rows of ${table} (${columns}) name rows of ${parent} that do not exist: ${query}`,
  };
}

/** null where the last migration is of a newer Staka, or not described yet. */
async function differencesAfter(call: CommandCall) {
  try {
    return (await findDrift(addressOf(call))).differences;
  } catch (error) {
    if (error instanceof CodedError && Object.hasOwn(driftErrors, error.code)) return null;
    throw error;
  }
}
