import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const ROOT = join(import.meta.dirname, '..');
/** As `npm start` builds it. */
export const STAKA = 'dist/server.mjs';
const PATIENCE_MS = 60_000;

/** Unless it was built from these very sources. */
export function buildStaka(): void {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'bin/build-server.mjs')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The server could not be built.');
}

export interface Server {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  /** From its start until its first answer, in milliseconds. */
  readonly startedAfter: number;
  /** Resident memory now, in MiB. */
  readonly memory: () => Promise<number>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export interface ServerOptions {
  /** Where it and its log live. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** The program that runs Node, with its own options; Node alone unless told. */
  readonly under?: readonly [program: string, ...options: string[]] | undefined;
}

/** A server of its own process, in production, on a free port of the loopback; what it says goes to a file. */
export async function startServer(
  program: string,
  { folder, environment, nodeOptions = [], under }: ServerOptions,
): Promise<Server> {
  const port = await freePort();
  const log = openSync(join(folder, 'output.log'), 'a');
  const { PATH = '', HOME = '' } = process.env;
  const begun = performance.now();
  const [command, ...options] = [...(under ?? []), process.execPath, ...nodeOptions, join(ROOT, program)];
  const child = spawn(command ?? process.execPath, options, {
    cwd: ROOT,
    env: { PATH, HOME, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...environment },
    stdio: ['ignore', log, log],
  });
  const ended = once(child, 'close');
  while (!(await answers(port))) {
    if (child.exitCode !== null || performance.now() - begun > PATIENCE_MS)
      throw new Error(`${program} did not start:\n${await readFile(join(folder, 'output.log'), 'utf8')}`);
    await wait(5);
  }
  const pid = under ? await onlyChildOf(child.pid ?? 0) : (child.pid ?? 0);
  return {
    pid,
    port,
    url: `http://127.0.0.1:${port}`,
    startedAfter: performance.now() - begun,
    memory: () => residentMemory(pid),
    [Symbol.asyncDispose]: async () => {
      process.kill(pid, 'SIGTERM');
      const late = setTimeout(() => process.kill(pid, 'SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Staka itself, on a database that has been migrated. */
export function startStaka(options: ServerOptions): Promise<Server> {
  return startServer(STAKA, {
    ...options,
    environment: { DATA_DIR: options.folder, ...options.environment },
  });
}

async function onlyChildOf(pid: number): Promise<number> {
  return Number((await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim());
}

async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

/** Whether an HTTP server is there. A connection alone says nothing: a server may look whether the port is free first. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => {
      // Where nobody listens yet, a connection may be given that very port, and find itself.
      if (socket.localPort === port) socket.destroy();
      else socket.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');
    });
    socket.on('data', (answer) => {
      resolve(answer.toString('latin1').startsWith('HTTP/1.1 '));
      socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(false));
  });
}
