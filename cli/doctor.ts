import { join } from 'node:path';
import { CORRECT_ENV, MOST_MEMORY_BYTES, red } from '#ops/doctor/check.ts';
import { CHECKS, type Examined, examine } from '#ops/doctor/doctor.ts';
import { reviveDeadLetters } from '#ops/doctor/revive-dead-letters.ts';
import { MIGRATIONS_FOLDER } from '#ops/migrate/migration-files.ts';
import { sentenceOf } from '#platform/boot/boot-failure.ts';
import { type Loaded, loadConfig } from '#platform/config/config.ts';
import { PROJECT_ROOT } from '#platform/config/variables.ts';
import { type Command, JSON_OPTION, type UnconfiguredCall } from './command.ts';
import { cliErrors } from './errors.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: {
    fr: 'Examine l’installation : chaque point est vert, ou rouge avec la commande qui le répare.',
    en: 'Examines the installation: each point is green, or red with the command that mends it.',
  },
  options: {
    only: {
      type: 'string',
      placeholder: 'NOM,NOM',
      summary: {
        fr: 'Seulement ces points (leurs noms sont à gauche).',
        en: 'Only these points (their names are at the left).',
      },
    },
    thorough: {
      type: 'boolean',
      summary: {
        fr: 'Regarde chaque ligne et chaque fichier, et non un échantillon : prend du temps sur une grande base.',
        en: 'Looks at every row and every file instead of a sample: takes its time on a large database.',
      },
    },
    'retry-dead-letters': {
      type: 'boolean',
      summary: {
        fr: 'Remet d’abord en route les suites abandonnées.',
        en: 'First sets going again the effects that were given up.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: { fr: 'Rien n’est rouge.', en: 'Nothing is red.' },
    1: {
      fr: 'Un point au moins est rouge ; ou un échec, dit sur la sortie d’erreur.',
      en: 'At least one point is red; or a failure, as standard error says.',
    },
  },
  examples: ['doctor', 'doctor --only=database,migrations,drift', 'doctor --thorough --json'],
  run: examineInstallation,
  runUnconfigured: examineInstallation,
};

/** The configuration may be wrong: then that is the one finding. */
async function examineInstallation(call: UnconfiguredCall): Promise<number> {
  const { values } = call;
  const chosen = chooseChecks(values.only);
  const loaded = load();
  const revived = 'config' in loaded && values['retry-dead-letters'] ? await reviveDeadLetters(loaded.secrets) : null;
  const examined = 'config' in loaded ? await examine(patientOf(call, loaded), chosen) : [loaded];
  if (values.json) call.print(JSON.stringify({ checks: examined, ...(revived !== null && { revived }) }));
  else report(call, examined, revived);
  return examined.some(({ state }) => state === 'red') ? 1 : 0;
}

/** @throws CLI_CHECK_UNKNOWN */
function chooseChecks(only: string | boolean | undefined) {
  if (typeof only !== 'string') return CHECKS;
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !CHECKS.some((check) => check.name === name));
  if (unknown !== undefined)
    throw cliErrors.CLI_CHECK_UNKNOWN({ value: unknown, names: CHECKS.map(({ name }) => name).join(', ') });
  return CHECKS.filter(({ name }) => names.includes(name));
}

/** The configuration, or the one finding there is without it. */
function load(): Loaded | Examined {
  try {
    return loadConfig();
  } catch (error) {
    const found = sentenceOf(error);
    const check = CHECKS.find(({ name }) => name === 'configuration');
    if (!found || !check) throw error;
    return { name: check.name, title: check.title, ...red(found, CORRECT_ENV) };
  }
}

function patientOf({ language, values }: UnconfiguredCall, loaded: Loaded) {
  return {
    ...loaded,
    language,
    thorough: values.thorough === true,
    nodeVersion: process.version,
    now: () => new Date(),
    mostMemoryBytes: MOST_MEMORY_BYTES,
    envFile: join(PROJECT_ROOT, '.env'),
    logFolder: '/var/log',
    migrations: MIGRATIONS_FOLDER,
    webFolder: join(PROJECT_ROOT, 'web', 'dist'),
  };
}

const MARKS = { green: '✓', red: '✗', skipped: '–' };

function report(
  { print, say, language }: UnconfiguredCall,
  examined: readonly Examined[],
  revived: number | null,
): void {
  if (revived !== null)
    say({ fr: `Suites remises en route : ${revived}.\n`, en: `Effects set going again: ${revived}.\n` });
  const width = Math.max(...examined.map(({ name }) => name.length));
  const colon = { fr: ' : ', en: ': ' }[language];
  for (const { name, title, state, found, cure } of examined) {
    print(`${MARKS[state]} ${name.padEnd(width)}  ${title[language]}${colon}${found[language]}`);
    if (cure) print(`  ${' '.repeat(width)}  → ${cure[language]}`);
  }
  const reds = examined.filter(({ state }) => state === 'red').length;
  say(
    reds === 0
      ? { fr: '\nRien n’est rouge.', en: '\nNothing is red.' }
      : {
          fr: `\nRouges : ${reds}. Chacun est expliqué dans docs/operations/doctor.fr.md.`,
          en: `\nRed: ${reds}. Each is explained in docs/operations/doctor.md.`,
        },
  );
}
