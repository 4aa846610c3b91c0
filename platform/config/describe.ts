import type { Bilingual } from '#platform/terminal.ts';
import { ConfigError, type Loaded, loadConfig } from './config.ts';
import { type Environment, readSources } from './env.ts';
import type { Variable } from './variable.ts';
import { RESERVED_VARIABLES, VARIABLES } from './variables.ts';

export interface DescribedVariable {
  readonly name: string;
  /** As Staka reads it; of a secret at most where it leads. Null when there is none. */
  readonly value: string | null;
  /** `computed` from other variables; `none` when nothing is set and nothing stands in for it. */
  readonly source: 'environment' | '.env' | 'fallback' | 'computed' | 'none';
  readonly secret: boolean;
}

export interface DescribedConfig {
  readonly variables: readonly DescribedVariable[];
  /** Why Staka would not start. */
  readonly problems: readonly Bilingual[];
  readonly warnings: readonly Bilingual[];
}

type Sources = ReturnType<typeof readSources>;

/** Every variable, with where its value comes from, and everything that is wrong or odd. Secrets are masked. */
export function describeConfig(sources: Sources = readSources()): DescribedConfig {
  const environment = { ...sources.file, ...sources.process };
  const { loaded, problems } = tryToLoad(environment);
  return {
    variables: Object.entries<Variable<unknown>>(VARIABLES).map(([name, variable]) => ({
      name,
      ...readValue(name, variable, sources, loaded),
      secret: variable.secret === true,
    })),
    problems,
    warnings: [...(loaded?.warnings ?? []), ...misspelt(sources.file)],
  };
}

function tryToLoad(environment: Environment): { loaded: Loaded | null; problems: readonly Bilingual[] } {
  try {
    return { loaded: loadConfig(environment), problems: [] };
  } catch (error) {
    if (error instanceof ConfigError) return { loaded: null, problems: error.problems };
    throw error;
  }
}

type Value = Pick<DescribedVariable, 'value' | 'source'>;

function readValue(name: string, variable: Variable<unknown>, sources: Sources, loaded: Loaded | null): Value {
  const mask = (text: string) => (variable.secret ? masked(text) : text);
  const { process, file } = sources;
  if (process[name] !== undefined) return { value: mask(process[name]), source: 'environment' };
  if (file[name] !== undefined) return { value: mask(file[name]), source: '.env' };
  if (variable.fallback !== undefined) return { value: variable.fallback, source: 'fallback' };
  const computed = loaded && COMPUTED[name]?.(loaded);
  if (computed !== null && computed !== undefined) return { value: computed, source: 'computed' };
  return { value: null, source: variable.computed ? 'computed' : 'none' };
}

/** What stands in for a variable that is not set, where it depends on others. */
const COMPUTED: Readonly<Record<string, (loaded: Loaded) => string>> = {
  PUBLIC_URL: ({ config }) => config.publicUrl,
  DATABASE_URL: ({ secrets }) => masked(secrets.databaseUrl),
  SESSION_MAX_DAYS: ({ config }) => String(config.sessionMaxDays),
};

const MASK = '[secret]';

/** Where an address leads, without names, passwords and parameters; of anything else nothing. */
function masked(text: string): string {
  if (text.startsWith('file:')) return text.replace(/\?.*$/, `?${MASK}`);
  if (!/^\w+:\/\//.test(text) || !URL.canParse(text)) return MASK;
  const { protocol, username, password, host, pathname, search } = new URL(text);
  // A password that was not encoded ends up anywhere.
  if (host === '' || (pathname + search).includes('@')) return MASK;
  const person = username === '' && password === '' ? '' : `${MASK}@`;
  return `${protocol}//${person}${host}${pathname}${search === '' ? '' : `?${MASK}`}`;
}

/** In the file everything is meant for Staka: what it does not know is a slip of the pen. */
function misspelt(file: Environment): Bilingual[] {
  const known = new Set<string>([...Object.keys(VARIABLES), ...RESERVED_VARIABLES]);
  const unknown = Object.keys(file).filter((name) => !known.has(name));
  return unknown.map((name) => ({
    fr: `${name}, dans .env, n’est pas une variable de Staka.`,
    en: `${name}, in .env, is no variable of Staka.`,
  }));
}
