import { type DescribedVariable, describeConfig } from '#platform/config/describe.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { type Command, JSON_OPTION, type UnconfiguredCall } from './command.ts';

const WRONG = 1;

export const configCommand: Command = {
  name: 'config',
  summary: {
    fr: 'Montre chaque variable, sa valeur et d’où elle vient, les secrets masqués, et tout ce qui ne va pas.',
    en: 'Shows every variable, its value and where it comes from, secrets masked, and all that is wrong.',
  },
  options: JSON_OPTION,
  exitCodes: {
    0: { fr: 'Staka démarrerait avec ces variables.', en: 'Staka would start with these variables.' },
    [WRONG]: { fr: 'Au moins une variable ne convient pas.', en: 'At least one variable is wrong.' },
  },
  examples: ['config', 'config --json'],
  run: showConfig,
  runUnconfigured: showConfig,
};

async function showConfig(call: UnconfiguredCall): Promise<number> {
  const described = describeConfig();
  const { variables, problems, warnings } = described;
  if (call.values.json) call.print(JSON.stringify(described));
  else {
    const width = Math.max(...variables.map(({ name }) => name.length));
    for (const variable of variables) call.print(lineOf(variable, width, call));
    sayAll(call, { fr: 'À noter', en: 'Worth knowing' }, warnings);
    sayAll(call, { fr: 'À corriger', en: 'To be corrected' }, problems);
  }
  return problems.length > 0 ? WRONG : 0;
}

const SOURCES: Record<DescribedVariable['source'], Bilingual> = {
  environment: { fr: 'environnement', en: 'environment' },
  '.env': { fr: '.env', en: '.env' },
  fallback: { fr: 'par défaut', en: 'default' },
  computed: { fr: 'calculé', en: 'computed' },
  none: { fr: 'pas renseigné', en: 'not set' },
};

function lineOf({ name, value, source }: DescribedVariable, width: number, { language }: UnconfiguredCall): string {
  const from = SOURCES[source][language];
  return `${name.padEnd(width)}  ${value === null ? `(${from})` : `${value}  (${from})`}`;
}

function sayAll({ print, language }: UnconfiguredCall, title: Bilingual, sentences: readonly Bilingual[]): void {
  if (sentences.length === 0) return;
  print(`\n${title[language]}`);
  for (const sentence of sentences) print(`  ${sentence[language]}`);
}
