import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { studioErrors } from '../errors.ts';
import type { ReadResult, ReadStatement, StudioReader } from '../reader.ts';
import type { ChildAnswer } from './sqlite-child.ts';

const CHILD = join(import.meta.dirname, 'sqlite-child.ts');
const IDLE_MS = 60_000;

/** SQLite has no accounts: a process with a connection that only reads, and of which SQLite asks what it may read. */
export function openSqliteReader(path: string, milliseconds: number): StudioReader {
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const end = () => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  const run = async (statement: ReadStatement) => {
    clearTimeout(idle);
    if (!child?.connected) child = startChild(path);
    try {
      return await ask(child, statement, { milliseconds, end });
    } finally {
      idle = setTimeout(end, IDLE_MS).unref();
    }
  };
  return {
    run: (statement) => {
      const answered = turn.then(() => run(statement));
      turn = answered.catch(() => {});
      return answered;
    },
    close: async () => {
      clearTimeout(idle);
      end();
    },
  };
}

/** It gets neither the secrets of the environment nor the terminal. */
function startChild(path: string): ChildProcess {
  const child = fork(CHILD, [path], {
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  child.unref();
  child.channel?.unref();
  return child;
}

interface Patience {
  readonly milliseconds: number;
  readonly end: () => void;
}

async function ask(
  child: ChildProcess,
  statement: ReadStatement,
  { milliseconds, end }: Patience,
): Promise<ReadResult> {
  const { promise, resolve, reject } = Promise.withResolvers<ChildAnswer>();
  const timer = setTimeout(() => {
    end();
    reject(studioErrors.STUDIO_QUERY_TOO_LONG({ seconds: milliseconds / 1000 }));
  }, milliseconds);
  const gone = () => reject(studioErrors.STUDIO_QUERY_FAILED({ why: 'out of memory' }));
  child.once('message', resolve).once('exit', gone);
  child.send(statement, (error) => error && reject(error));
  try {
    const { result, error } = await promise;
    if (result) return result;
    throw studioErrors.STUDIO_QUERY_FAILED({ why: error ?? '' });
  } finally {
    clearTimeout(timer);
    child.off('message', resolve).off('exit', gone);
  }
}
