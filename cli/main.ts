import { parseArgs } from 'node:util';
import { sentenceOf, unforeseen } from '#platform/boot/boot-failure.ts';
import { loadConfig } from '#platform/config/config.ts';
import { languageOfTerminal } from '#platform/config/env.ts';
import type { TerminalLanguage } from '#platform/terminal.ts';
import { type Command, parseOptions, type UnconfiguredCall } from './command.ts';
import { COMMANDS, type NamedCommand } from './commands.ts';
import { commandHelp, generalHelp } from './help.ts';

/** What is written where; a terminal unless told. */
export interface Output {
  out: (line: string) => void;
  err: (line: string) => void;
}

const TERMINAL: Output = { out: (line) => console.log(line), err: (line) => console.error(line) };

const MISUSED = 2;
const FAILED = 1;

/** Runs one command of `bin/staka` and returns the exit code: 0 done, 1 failed, 2 not understood. */
export async function runCli(
  argv: readonly string[],
  { output = TERMINAL, language = languageOfTerminal(), commands = COMMANDS } = {},
): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    output.out(await helpOf(commands, language));
    return 0;
  }
  const named = commands.find((candidate) => candidate.name === name);
  if (!named) {
    const sentence = { fr: `« ${name} » n’est pas une commande de Staka.`, en: `“${name}” is not a command of Staka.` };
    output.err(`${sentence[language]}\n\n${await helpOf(commands, language)}`);
    return MISUSED;
  }
  return runCommand(await named.load(), args, output, language);
}

async function helpOf(commands: readonly NamedCommand[], language: TerminalLanguage): Promise<string> {
  return generalHelp(await Promise.all(commands.map(({ load }) => load())), language);
}

async function runCommand(command: Command, args: string[], output: Output, language: TerminalLanguage) {
  const parsed = parse(command, args);
  if (typeof parsed === 'string' || !hasItsWords(command, parsed.positionals)) {
    if (typeof parsed === 'string') output.err(`${parsed}\n`);
    output.err(commandHelp(command, language));
    return MISUSED;
  }
  if (parsed.values.help) {
    output.out(commandHelp(command, language));
    return 0;
  }
  try {
    const say: UnconfiguredCall['say'] = (text) => output.out(text[language]);
    const call = { ...parsed, language, print: output.out, say };
    if (command.runUnconfigured) return (await command.runUnconfigured(call)) ?? 0;
    const { config, secrets } = loadConfig();
    return (await command.run({ ...call, config, secrets })) ?? 0;
  } catch (error) {
    output.err((sentenceOf(error) ?? unforeseen(error))[language]);
    if (sentenceOf(error) === null && error instanceof Error) output.err(error.stack ?? '');
    return FAILED;
  }
}

/** As many words as it wants, and after them one of its choices or none. */
function hasItsWords({ positionals = [], choices = [] }: Command, given: readonly string[]): boolean {
  const [choice, ...more] = given.slice(positionals.length);
  return given.length >= positionals.length && more.length === 0 && (choice === undefined || choices.includes(choice));
}

type Parsed = Pick<UnconfiguredCall, 'positionals' | 'values'>;

/** What was asked, or the parser's complaint about it; `--help` asks for nothing else. */
function parse(command: Command, args: string[]): Parsed | string {
  const wanted = command.positionals?.map(() => '') ?? [];
  if (args.includes('--help') || args.includes('-h')) return { positionals: wanted, values: { help: true } };
  try {
    const { positionals, values } = parseArgs({ args, options: parseOptions(command), allowPositionals: true });
    const single = Object.entries(values).map(
      ([name, value]) => [name, Array.isArray(value) ? undefined : value] as const,
    );
    return { positionals, values: Object.fromEntries(single) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whoever reads no more, as `| head` does, stops nothing that is under way. */
function ignoreClosedPipe(error: Error): void {
  if (!('code' in error && error.code === 'EPIPE')) throw error;
}

if (import.meta.main) {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  process.exitCode = await runCli(process.argv.slice(2));
}
