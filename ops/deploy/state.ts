import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFile, syncFolder } from '#platform/storage/durable.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { deployErrors } from './errors.ts';

/** What was done, or why it was not. */
export interface StepRecord {
  readonly name: string;
  readonly title: Bilingual;
  readonly state: 'done' | 'failed' | 'planned';
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly found: Bilingual;
}

/**
 * What is known of a deployment between two of its steps, in `DATA_DIR/deploy/state.json`: whoever comes after a process
 * that was killed goes on, or goes back, from this alone.
 */
export interface DeployState {
  readonly format: typeof FORMAT;
  readonly id: string;
  readonly startedAt: string;
  /** As it was asked for. */
  readonly ref: string;
  readonly from: { readonly commit: string; readonly branch: string | null };
  /** The whole hash of the commit. */
  readonly to: string;
  readonly direction: 'forward' | 'back';
  readonly acceptDataLoss: boolean;
  readonly steps: readonly StepRecord[];
  readonly wayBack: readonly StepRecord[];
  /** The names of the doctor's checks that were red before. */
  readonly redBefore: readonly string[];
  /** Of the migrations that the commit brings. */
  readonly migrations: readonly string[];
  /** The backup of everything, made while everybody worked. */
  readonly backup: string | null;
  /** The backup of the rows, made while nobody wrote: what is put back. */
  readonly fenced: string | null;
  /** What the database said of its migrations when that was made. */
  readonly history: string | null;
  /** The database is empty, or half-way back from that backup. */
  readonly cleared: boolean;
  /** Lets the deployment itself pass through the maintenance. */
  readonly secret: string | null;
  /** What was installed and built before is kept beside. */
  readonly kept: { readonly modules: boolean; readonly built: boolean };
  readonly restartedAt: string | null;
  readonly operationId: string | null;
}

export const FORMAT = 1;

/** null where no deployment is unfinished. @throws DEPLOY_STATE_UNREADABLE */
export async function readState(folder: string): Promise<DeployState | null> {
  const path = join(folder, 'state.json');
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const state = parse(text);
  if (state === null) throw deployErrors.DEPLOY_STATE_UNREADABLE({ path });
  return state;
}

/** Whole or not at all, and on the disk before it returns. */
export async function saveState(folder: string, state: DeployState): Promise<void> {
  const path = join(folder, 'state.json');
  const draft = `${path}.new`;
  await writeFile(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await syncFile(draft);
  await rename(draft, path);
  await syncFolder(folder);
}

export async function forgetState(folder: string): Promise<void> {
  await rm(join(folder, 'state.json'), { force: true });
  await syncFolder(folder);
}

function parse(text: string): DeployState | null {
  try {
    const read: unknown = JSON.parse(text);
    const isOurs = typeof read === 'object' && read !== null && 'format' in read && read.format === FORMAT;
    // Written by saveState alone, whole, and of this very format.
    return isOurs ? (read as DeployState) : null;
  } catch {
    return null;
  }
}
