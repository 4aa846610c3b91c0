import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from '#test/server-process.ts';

const BROKEN = new URL('broken.ts', import.meta.url).href;

/** A way in which the server is broken on purpose, see broken.ts. */
export type Variant =
  | 'event written after the commit'
  | 'synchronous off'
  | 'storage without fsync'
  | 'uploads without fsync'
  | 'failed commit acknowledged';

export interface Plan {
  readonly dataDir: string;
  /** @default the SQLite file in the data folder */
  readonly databaseUrl?: string | undefined;
  readonly broken?: Variant | undefined;
  /** A program that starts the server and becomes it. */
  readonly under?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface FaultServer {
  readonly origin: string;
  readonly pid: number;
  /** From its start to its first answer that all is well. */
  readonly readyMs: number;
  readonly output: () => string;
  isAlive(): boolean;
  /** `kill -9`, and what the kernel tells of it. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Waits for a death that comes from elsewhere. False when it goes on living. */
  diedWithin(milliseconds: number): Promise<boolean>;
}

/** The real `server.ts`, in a process of its own, that a harness does its worst to. */
export async function startFaultServer(plan: Plan): Promise<FaultServer> {
  const { dataDir, databaseUrl, broken, under = [] } = plan;
  const started = performance.now();
  const environment = {
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    // Requests come from many addresses, lest they be limited as one.
    TRUST_PROXY: '1',
    LANG: 'C.UTF-8',
    UV_USE_IO_URING: '0',
    UV_THREADPOOL_SIZE: '2',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...(broken === undefined ? {} : { NODE_OPTIONS: `--import=${BROKEN}`, STAKA_BROKEN: broken }),
    ...plan.environment,
  };
  const { url, child, output, stop } = await startServer(environment, under);
  const health = await fetch(`${url}/health`);
  if (health.status !== 200) throw new Error(`The server is not well: ${await health.text()}\n${output()}`);
  const readyMs = performance.now() - started;
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const death = once(child, 'exit');
  return {
    origin: url,
    pid: child.pid ?? 0,
    readyMs,
    output,
    isAlive,
    kill: async () => {
      child.kill('SIGKILL');
      if (isAlive()) await death;
    },
    stop: async () => {
      if (isAlive()) await stop();
    },
    diedWithin: (milliseconds) =>
      Promise.race([death.then(() => true), wait(milliseconds, undefined, { ref: false }).then(() => !isAlive())]),
  };
}
