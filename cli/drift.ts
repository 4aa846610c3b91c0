import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adoptDrift, script } from '#ops/drift/adopt.ts';
import { type Drift, findDrift } from '#ops/drift/drift.ts';
import { lossesOf, repairDrift } from '#ops/drift/repair.ts';
import { sayDifference } from '#ops/drift/words.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';
import { cliErrors } from './errors.ts';

const DRIFTED = 1;

export const driftCommand: Command = {
  name: 'drift',
  summary: {
    fr: 'Compare la base à ce que font les migrations : en mots, et en SQL dans les deux sens.',
    en: 'Compares the database with what the migrations make: in words, and in SQL both ways.',
  },
  options: {
    repair: {
      type: 'boolean',
      summary: {
        fr: 'Ramène la base à ce que font les migrations, après avoir montré le SQL.',
        en: 'Brings the database back to what the migrations make, after showing the SQL.',
      },
    },
    'accept-data-loss': {
      type: 'boolean',
      summary: {
        fr: 'Avec --repair : aussi ce qui perd des lignes ou des valeurs.',
        en: 'With --repair: also what loses rows or values.',
      },
    },
    adopt: {
      type: 'boolean',
      summary: {
        fr: 'Écrit les écarts comme une migration à relire ; ne change rien à la base.',
        en: 'Writes the differences as a migration to be reviewed; changes nothing in the database.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: {
      fr: 'La base est telle que les migrations la font, ou l’est de nouveau.',
      en: 'The database is as the migrations make it, or is so again.',
    },
    [DRIFTED]: {
      fr: 'Un écart au moins ; ou un échec, dit sur la sortie d’erreur.',
      en: 'At least one difference; or a failure, as standard error says.',
    },
  },
  examples: ['drift', 'drift --json', 'drift --repair', 'drift --adopt'],
  run: async (call) => {
    const { repair, adopt } = call.values;
    if (repair && adopt) throw cliErrors.CLI_OPTIONS_EXCLUSIVE({ one: 'repair', other: 'adopt' });
    const drift = await findDrift(addressOf(call));
    if (call.values.json) printJson(call, drift);
    else report(call, drift);
    if (drift.differences.length === 0) return 0;
    if (repair) return runRepair(call);
    if (adopt) await runAdoption(call);
    return DRIFTED;
  },
};

function addressOf({ secrets }: CommandCall) {
  return { url: secrets.databaseUrl, directUrl: secrets.directUrl };
}

function printJson({ print }: CommandCall, { differences, unknown, migration, repair, adopt }: Drift): void {
  const told = differences.map((difference) => ({ ...difference, said: sayDifference(difference) }));
  print(JSON.stringify({ migration, differences: told, unknown, repair, adopt }));
}

function report(
  { print, say, language }: CommandCall,
  { differences, unknown, migration, repair, adopt }: Drift,
): void {
  if (unknown.length > 0)
    say({
      fr: `Inconnu des migrations, et laissé tel quel : ${unknown.map(({ name }) => name).join(', ')}.`,
      en: `Unknown to the migrations, and left alone: ${unknown.map(({ name }) => name).join(', ')}.`,
    });
  if (differences.length === 0) {
    say({
      fr: `La base est telle que les migrations la font (jusqu’à ${migration}).`,
      en: `The database is as the migrations make it (up to ${migration}).`,
    });
    return;
  }
  for (const difference of differences) print(`✗ ${sayDifference(difference)[language]}`);
  say({
    fr: '\nPour revenir à ce que font les migrations (drift --repair) :',
    en: '\nBack to what the migrations make (drift --repair):',
  });
  print(indented(repair));
  say({
    fr: '\nPour garder la base telle qu’elle est (drift --adopt) :',
    en: '\nTo keep the database as it is (drift --adopt):',
  });
  print(indented(adopt));
}

function indented(statements: Drift['repair']): string {
  return script(statements)
    .replace(/^(?=.)/gm, '  ')
    .trimEnd();
}

async function runRepair(call: CommandCall): Promise<number> {
  const { values, say, print } = call;
  const { differences, repair } = await repairDrift({
    ...addressOf(call),
    acceptDataLoss: values['accept-data-loss'] === true,
  });
  if (values.json) return 0;
  print('');
  say({ fr: `Écarts réparés : ${differences.length}.`, en: `Differences repaired: ${differences.length}.` });
  const losses = lossesOf(repair);
  if (losses) say({ fr: `Perdu : ${losses.fr}.`, en: `Lost: ${losses.en}.` });
  return 0;
}

async function runAdoption(call: CommandCall): Promise<void> {
  const { name, files } = await adoptDrift(addressOf(call));
  if (call.values.json) return;
  call.print('');
  call.say({ fr: 'Écrit, à relire :', en: 'Written, to be reviewed:' });
  for (const file of files) call.print(`  ${relative(process.cwd(), fileURLToPath(file))}`);
  call.say({
    fr: `Puis déclarez-la appliquée à cette base : bin/staka migrate:resolve --applied=${name}`,
    en: `Then declare it applied to this database: bin/staka migrate:resolve --applied=${name}`,
  });
}
