import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '..', 'cli', 'main.ts');

interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** What is typed, or piped in. */
  readonly input?: string;
  readonly cwd?: string;
}

/** `bin/staka`, in English unless told, and with nothing of the environment of whoever runs the tests. */
export function stakaCommand(args: readonly string[], { environment = {}, ...options }: CommandOptions = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    ...options,
    env: commandEnvironment(environment),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

export function commandEnvironment(environment: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env;
  return { PATH, HOME, NODE_COMPILE_CACHE, LANG: 'en_GB.UTF-8', ...environment };
}
