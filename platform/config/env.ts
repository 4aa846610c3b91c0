import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type TerminalLanguage, terminalLanguage } from '#platform/terminal.ts';
import { PROJECT_ROOT } from './variables.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The variables Staka is given: those of the process, then those of the file `.env` at the root of the project.
 * This is the only place that reads `process.env`. An empty variable counts as not set.
 */
export function readEnvironment(options: EnvironmentOptions = {}): Environment {
  const { file, process } = readSources(options);
  return { ...file, ...process };
}

export interface EnvironmentOptions {
  readonly process?: Environment;
  readonly file?: string;
}

/** The same, each apart: what the process was given, and what is in the file. */
export function readSources(options: EnvironmentOptions = {}): { process: Environment; file: Environment } {
  const file = readEnvFile(options.file ?? join(PROJECT_ROOT, '.env'));
  return { process: withoutEmpty(options.process ?? process.env), file: withoutEmpty(file) };
}

/** What any program needs of the environment to run, npm among them; with nothing that configures Staka. */
const NEEDED =
  /^(?:PATH|HOME|TMPDIR|LANG|LC_\w+|USER|LOGNAME|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|npm_\w+|(?:https?|no)_proxy)$/i;

/** For a program that is to know nothing of this installation but what it is given here. */
export function childEnvironment(given: Environment): Record<string, string> {
  const needed = Object.entries(process.env).filter(([name]) => NEEDED.test(name));
  const all = Object.entries({ ...Object.fromEntries(needed), ...withoutEmpty(given) });
  return Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

export function languageOfTerminal(): TerminalLanguage {
  return terminalLanguage(process.env);
}

function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
}
