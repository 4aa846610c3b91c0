import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..');
const PATIENCE_MS = 60_000;

export interface ServerProcess {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has written so far, on both outputs. */
  readonly output: () => string;
  /** Asks it to stop and says how it ended, and after how long. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<{ code: number | null; milliseconds: number }>;
}

type Environment = Readonly<Record<string, string>>;

/**
 * A server of its own process, on a port of its own, ready to answer.
 * @param under the program that runs it and becomes it, with its arguments
 */
export async function startServer(environment: Environment, under: readonly string[] = []): Promise<ServerProcess> {
  const { child, output, ended } = launch({ PORT: '0', ...environment }, under);
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const port = /listening on http:\/\/[^\s"]+:(\d+)/.exec(output())?.[1];
    if (port !== undefined) return { url: `http://127.0.0.1:${port}`, child, output, stop: stopper(child, ended) };
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The server did not start:\n${output()}`);
    await wait(20);
  }
}

/** A server that is expected not to start: what it said, and its exit code. */
export async function failToStart(environment: Environment): Promise<{ code: number | null; said: string }> {
  const { child, output, ended } = launch({ PORT: '0', ...environment });
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const code = await ended;
  clearTimeout(timer);
  return { code, said: output().trim() };
}

/** As in the application of a test; a server in development or production takes no fewer than twelve rounds. */
function quickPasswords({ NODE_ENV }: Environment): Environment {
  return NODE_ENV === 'test' ? { PASSWORD_ROUNDS: '4' } : {};
}

function launch(environment: Environment, under: readonly string[] = []) {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env;
  const [program = '', ...args] = [...under, process.execPath, join(ROOT, 'server.ts')];
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { PATH, HOME, NODE_COMPILE_CACHE, LANG: 'fr_FR.UTF-8', ...quickPasswords(environment), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const hear = (part: string) => {
    text += part;
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  return { child, ended, output: () => text };
}

function stopper(child: ChildProcess, ended: Promise<number | null>): ServerProcess['stop'] {
  return async (signal = 'SIGTERM') => {
    const asked = performance.now();
    child.kill(signal);
    const code = await ended;
    return { code, milliseconds: performance.now() - asked };
  };
}
