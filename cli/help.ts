import type { TerminalLanguage } from '#platform/terminal.ts';
import type { Command } from './command.ts';

/** The help of `staka` itself: one line a command. */
export function generalHelp(commands: readonly Command[], language: TerminalLanguage): string {
  const usage = { fr: 'Usage : staka COMMANDE [OPTIONS]', en: 'Usage: staka COMMAND [OPTIONS]' };
  const more = {
    fr: 'staka COMMANDE --help dit tout d’une commande.',
    en: 'staka COMMAND --help tells all about one command.',
  };
  const rows = commands.map((command): [string, string] => [usageOf(command, language), command.summary[language]]);
  return [usage[language], '', ...columns(rows), '', more[language]].join('\n');
}

/** The help of one command: how it is called, what it does, its options. */
export function commandHelp(command: Command, language: TerminalLanguage): string {
  const title = { fr: 'Usage :', en: 'Usage:' }[language];
  const rows = Object.entries(command.options ?? {}).map(([name, option]): [string, string] => [
    `--${name}${option.type === 'string' ? `=${option.placeholder ?? '…'}` : ''}`,
    option.summary[language],
  ]);
  const help: [string, string] = ['--help', { fr: 'Affiche cette aide.', en: 'Shows this help.' }[language]];
  const lines = [`${title} staka ${usageOf(command, language)} [OPTIONS]`, '', command.summary[language], ''];
  return [...lines, ...columns([...rows, help]), ...exitCodes(command, language), ...examples(command, language)].join(
    '\n',
  );
}

function exitCodes({ exitCodes: codes }: Command, language: TerminalLanguage): string[] {
  if (!codes) return [];
  const failed = { fr: 'Échec, dit sur la sortie d’erreur.', en: 'Failed, as standard error says.' }[language];
  const misused = { fr: 'La commande n’a pas été comprise.', en: 'The command was not understood.' }[language];
  const all = {
    1: failed,
    2: misused,
    ...Object.fromEntries(Object.entries(codes).map(([code, of]) => [code, of[language]])),
  };
  return ['', { fr: 'Codes de sortie', en: 'Exit codes' }[language], ...columns(Object.entries(all))];
}

function examples({ examples: lines = [] }: Command, language: TerminalLanguage): string[] {
  if (lines.length === 0) return [];
  return ['', { fr: 'Exemples', en: 'Examples' }[language], ...lines.map((line) => `  bin/staka ${line}`)];
}

function usageOf({ name, positionals = [], choices }: Command, language: TerminalLanguage): string {
  const choice = choices ? [`[${choices.join('|')}]`] : [];
  return [name, ...positionals.map((positional) => positional[language]), ...choice].join(' ');
}

function columns(rows: readonly [string, string][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
