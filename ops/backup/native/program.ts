import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { childEnvironment } from '#platform/config/env.ts';
import { nativeErrors } from './errors.ts';

/** A program that writes a dump to its standard output. */
export interface DumpProgram {
  /** `pg_dump` */
  readonly program: string;
  readonly args: readonly string[];
  /** Passwords go here: every user of the machine sees the words of a command. */
  readonly environment: Readonly<Record<string, string>>;
}

const STDERR_CHARACTERS = 2_000;

/**
 * What a program writes, until it has ended well.
 * @throws NATIVE_CLIENT_MISSING, NATIVE_FAILED after the last byte where it did not
 */
export async function* outputOf({ program, args, environment }: DumpProgram): AsyncGenerator<Buffer> {
  const child = spawn(program, [...args], {
    env: childEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close').catch((error: unknown) => {
    throw missing(program, error);
  });
  ended.catch(() => {});
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-STDERR_CHARACTERS);
  });
  try {
    for await (const chunk of child.stdout) yield chunk;
    const [code, signal] = await ended;
    if (code !== 0) throw nativeErrors.NATIVE_FAILED({ program, reason: said.trim() || String(signal ?? code) });
  } finally {
    child.kill();
  }
}

/** What `--version` says. @throws NATIVE_CLIENT_MISSING */
export async function versionOf(program: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'], { env: childEnvironment({}) });
    return stdout.trim();
  } catch (error) {
    throw missing(program, error);
  }
}

function missing(program: string, error: unknown): Error {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return nativeErrors.NATIVE_CLIENT_MISSING({ program });
  return nativeErrors.NATIVE_FAILED({ program, reason: String(error) }, { cause: error });
}
