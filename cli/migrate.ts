import { type Dangling, findEveryDangling } from '#ops/doctor/checks/dangling.ts';
import { findDrift } from '#ops/drift/drift.ts';
import { driftErrors } from '#ops/drift/errors.ts';
import { sayDifference } from '#ops/drift/words.ts';
import { migrationErrors } from '#ops/migrate/errors.ts';
import { LOCKS, WORKS } from '#ops/migrate/forecast/effect.ts';
import { type ForecastMigration, type ForecastStatement, forecast, lossesOf } from '#ops/migrate/forecast/forecast.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { CodedError } from '#platform/http/errors.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';

const DRIFTED = 3;

export const migrateCommand: Command = {
  name: 'migrate',
  summary: {
    fr: 'Applique à la base les migrations en attente, et vérifie ce qu’elle est ensuite.',
    en: 'Applies the pending migrations to the database, and verifies what it is afterwards.',
  },
  options: {
    plan: {
      type: 'boolean',
      summary: {
        fr: 'Montre seulement ce qui serait fait : le SQL, qui attendrait, combien de lignes, combien de temps, ce qui serait perdu.',
        en: 'Only shows what would be done: the SQL, who would wait, how many rows, how long, what would be lost.',
      },
    },
    'accept-data-loss': {
      type: 'boolean',
      summary: {
        fr: 'Accepte ce que le plan dit perdre. Faites d’abord une sauvegarde.',
        en: 'Accepts what the plan says is lost. Make a backup first.',
      },
    },
    force: {
      type: 'boolean',
      summary: {
        fr: 'Sans effet : la commande ne pose pas de question. Pour les scripts qui en ont l’habitude.',
        en: 'Does nothing: the command asks no question. For scripts that are used to it.',
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
  examples: ['migrate --plan', 'migrate', 'migrate --accept-data-loss --json'],
  run: async (call) => {
    const plan = await forecast(addressOf(call));
    if (call.values.plan) {
      if (call.values.json) call.print(JSON.stringify({ migrations: plan }));
      else showPlan(call, plan);
      return 0;
    }
    refuseLosses(call, plan);
    return apply(call);
  },
};

function addressOf({ secrets }: CommandCall) {
  return { url: secrets.databaseUrl, directUrl: secrets.directUrl };
}

const UP_TO_DATE = { fr: 'Rien à migrer : la base est à jour.', en: 'Nothing to migrate: the database is up to date.' };

/** @throws MIGRATION_DESTROYS */
function refuseLosses({ values }: CommandCall, plan: readonly ForecastMigration[]): void {
  const losses = lossesOf(plan);
  if (losses.length === 0 || values['accept-data-loss']) return;
  const join = (language: 'fr' | 'en', mark: string) => losses.map((loss) => loss[language]).join(mark);
  throw migrationErrors.MIGRATION_DESTROYS({ losses: { fr: join('fr', ' ; '), en: join('en', '; ') } });
}

async function apply(call: CommandCall): Promise<number> {
  const { print, say, values, language } = call;
  const log = values.json ? () => {} : print;
  const applied = await migrate({ ...addressOf(call), log });
  const differences = await differencesAfter(call);
  const dangling = applied.length > 0 ? await findEveryDangling(addressOf(call)) : [];
  if (values.json) {
    const told = differences?.map((difference) => ({ ...difference, said: sayDifference(difference) })) ?? null;
    print(JSON.stringify({ applied, differences: told, dangling }));
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

function showPlan(call: CommandCall, plan: readonly ForecastMigration[]): void {
  if (plan.length === 0) call.say(UP_TO_DATE);
  for (const { name, statements } of plan) {
    call.print(`${name}\n`);
    for (const statement of statements) showStatement(call, statement);
  }
  const losses = lossesOf(plan);
  if (losses.length > 0)
    call.say({
      fr: 'Ce plan perd des données : « staka migrate » ne l’applique qu’avec --accept-data-loss.',
      en: 'This plan loses data: “staka migrate” applies it only with --accept-data-loss.',
    });
}

function showStatement({ print, language }: CommandCall, statement: ForecastStatement): void {
  const { sql, rows, lock, work, milliseconds, destroys } = statement;
  const count = { fr: `${rows} ligne${rows > 1 ? 's' : ''}`, en: `${rows} row${rows === 1 ? '' : 's'}` }[language];
  const about = { fr: 'environ', en: 'about' }[language];
  print(sql.replace(/^/gm, '  '));
  print(`    → ${[LOCKS[lock][language], WORKS[work][language], count, `${about} ${milliseconds} ms`].join(' · ')}`);
  if (destroys) print(`    ✗ ${destroys[language]}`);
  print('');
}
