import { hostname } from 'node:os';
import type { OperationRunRow } from '#platform/db/database.gen.ts';
import { type Db, missingTable } from '#platform/db/db.ts';
import { CodedError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import project from '../../package.json' with { type: 'json' };
import { insertRun, settleRun, updateRun } from './queries.ts';

export interface RunOptions {
  readonly kind: OperationRunRow['kind'];
  readonly origin: RunOrigin;
  /** Who asked for it in the application. */
  readonly actorId?: string | null;
  /** What is known from the beginning; no secret. */
  readonly details?: Record<string, unknown>;
}

/** Who began it: somebody at a terminal, an administrator on the page, the clock, or the server as it started. */
export type RunOrigin = 'cli' | 'page' | 'schedule' | 'start';

/** An operation that is under way, and its row in `operation_runs`. */
export interface Run {
  readonly id: string;
  /** What is being done now, and how far it has come, from 0 to 1 where that is known. */
  step(name: string, progress?: number): Promise<void>;
  /** Adds to what will be known of it when it has ended; no secret. */
  note(details: Record<string, unknown>): void;
}

/** Milliseconds between two signs of life. */
const HEARTBEAT_MS = 5_000;

/**
 * Runs an operation under the eyes of whoever asks later what was done: its beginning, its progress and its end are
 * kept in `operation_runs`, and its failure with the reason. In a database that has no such table yet, or that cannot
 * be written, it runs all the same. Not to be called within a transaction: what it keeps, it keeps at once.
 */
export async function recordRun<T>(db: Db, options: RunOptions, work: (run: Run) => Promise<T>): Promise<T> {
  const record = await begin(db, options);
  try {
    const result = await work(record);
    await record.end('SUCCEEDED');
    return result;
  } catch (error) {
    await record.end('FAILED', error);
    throw error;
  }
}

interface RecordedRun extends Run {
  end(status: 'SUCCEEDED' | 'FAILED', error?: unknown): Promise<void>;
}

async function begin(db: Db, { kind, origin, actorId = null, details = {} }: RunOptions): Promise<RecordedRun> {
  const known = { ...details };
  const now = new Date();
  const row = {
    ...{ id: newId(), kind, origin, actorId, startedAt: now, heartbeatAt: now, details: known },
    ...{ process: thisProcess(), version: project.version },
  };
  const kept = await attempt(() => insertRun(db, row));
  const write = async (work: () => Promise<void>) => void (kept && (await attempt(work)));
  const beat = () => write(() => updateRun(db, row.id, { heartbeatAt: new Date() }));
  const heart = setInterval(beat, HEARTBEAT_MS).unref();
  return {
    id: row.id,
    step: (step, progress) =>
      write(() => updateRun(db, row.id, { step, progress: permille(progress), heartbeatAt: new Date() })),
    note: (more) => void Object.assign(known, more),
    end: async (status, error) => {
      clearInterval(heart);
      const reason = error === undefined ? null : reasonOf(error);
      await write(() => settleRun(db, row.id, { status, finishedAt: new Date(), details: known, error: reason }));
    },
  };
}

/** What is kept about an operation is never why it fails: false where it cannot be kept. */
async function attempt(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (missingTable(error) === undefined) process.emitWarning(`operation_runs: ${String(error)}`);
    return false;
  }
}

/** As it is named in `operation_runs` and `process_measurements`. */
export function thisProcess(): string {
  return `${hostname().slice(0, 150)}:${process.pid}`;
}

function permille(progress: number | undefined): number | null {
  return progress === undefined ? null : Math.round(Math.min(1, Math.max(0, progress)) * 1000);
}

function reasonOf(error: unknown): string {
  const text = error instanceof CodedError ? `${error.code}: ${error.detail('en')}` : String(error);
  return text.slice(0, 4_000);
}
