import type { ParseArgsConfig } from 'node:util';
import type { Loaded } from '#platform/config/config.ts';
import type { Bilingual, TerminalLanguage } from '#platform/terminal.ts';

/** One word after `bin/staka`. To add one: a file that exports a Command, and its line in `commands.ts`. */
export interface Command {
  /** `migrate:create` */
  readonly name: string;
  readonly summary: Bilingual;
  /** What follows the name and is no option: `NOM`. As many must be given. */
  readonly positionals?: readonly Bilingual[];
  /** One more word that may follow, one of these: `on`, `off`. */
  readonly choices?: readonly string[];
  readonly options?: Readonly<Record<string, CommandOption>>;
  /** What one may type, without `staka`: `maintenance on --retry=60`. */
  readonly examples?: readonly string[];
  /** What the exit codes mean, but for 1 (failed) and 2 (not understood), where they mean more than “done”. */
  readonly exitCodes?: Readonly<Record<number, Bilingual>>;
  /** Does the work; the number, if any, is the exit code. Throws coded errors, which are printed in the reader's language. */
  readonly run: (call: CommandCall) => Promise<number | undefined>;
  /** In place of `run` where the configuration may be wrong: it is not read before. */
  readonly runUnconfigured?: (call: UnconfiguredCall) => Promise<number | undefined>;
}

export interface CommandOption {
  readonly type: 'string' | 'boolean';
  /** What a string stands for in the help: `N`. */
  readonly placeholder?: string;
  readonly summary: Bilingual;
}

/** For scripts: one JSON document on standard output, and nothing else there. */
export const JSON_OPTION: Readonly<Record<'json', CommandOption>> = {
  json: {
    type: 'boolean',
    summary: { fr: 'Répond par un document JSON, pour les scripts.', en: 'Answers with a JSON document, for scripts.' },
  },
};

export interface CommandCall extends UnconfiguredCall {
  readonly config: Loaded['config'];
  readonly secrets: Loaded['secrets'];
}

export interface UnconfiguredCall {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly language: TerminalLanguage;
  /** One line to standard output. */
  readonly print: (line: string) => void;
  /** The same, in the reader's language. */
  readonly say: (text: Bilingual) => void;
}

/** The options of a command as `node:util` wants them, with the `--help` that all have. */
export function parseOptions({ options = {} }: Command): NonNullable<ParseArgsConfig['options']> {
  const own = Object.entries(options).map(([name, { type }]) => [name, { type }] as const);
  return { ...Object.fromEntries(own), help: { type: 'boolean', short: 'h' } };
}
