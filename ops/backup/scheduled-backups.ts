import { execFile } from 'node:child_process';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '#platform/config/config.ts';
import type { Secrets } from '#platform/config/secrets.ts';
import type { Log } from '#platform/log.ts';
import { repeat } from '#platform/schedule.ts';
import { targetStore } from './backup-stores.ts';
import { backupFolder, isPartial } from './list-backups.ts';
import type { BackupStore } from './store.ts';

const HOUR_MS = 60 * 60 * 1000;
const CHECK_MS = 10 * 60 * 1000;
const CLAIM_PREFIX = '.scheduled-';

const PERIODS = { hourly: HOUR_MS, daily: 24 * HOUR_MS, weekly: 7 * 24 * HOUR_MS };

export interface ScheduleOptions {
  readonly config: Pick<Config, 'dataDir' | 'backupTarget'> & { readonly backupSchedule: keyof typeof PERIODS };
  readonly secrets: Pick<Secrets, 's3' | 'backupKeys'>;
  readonly log: Log;
  /** Milliseconds between two looks at the clock. */
  readonly every?: number;
  /** What makes the backup; `staka backup` unless told. */
  readonly command?: readonly string[];
}

const COMMAND = [join(import.meta.dirname, '../../cli/main.ts'), 'backup', '--scheduled', '--json'];

/**
 * Makes a backup whenever the newest is older than the schedule says, as a process of its own: a server that answers
 * is not held up. Of several servers with the same data folder one does. What fails is logged, and tried again.
 */
export function startScheduledBackups({ config, secrets, log, every = CHECK_MS, command = COMMAND }: ScheduleOptions) {
  const stopping = new AbortController();
  const folder = backupFolder(config);
  const work = async () => {
    const store = targetStore({ config, secrets });
    if (!(await isDue(store, folder, PERIODS[config.backupSchedule])) || !(await claim(folder, every))) return;
    const { stdout } = await promisify(execFile)(process.execPath, [...command], { signal: stopping.signal });
    log.info({ backup: JSON.parse(stdout).path }, 'backup made');
  };
  const unlessStopped = () =>
    work().catch((error: unknown) => {
      // A server that stops breaks it off, which is no failure.
      if (!stopping.signal.aborted) throw error;
    });
  const repetition = repeat({ every, log, failure: 'scheduled backup failed', work: unlessStopped });
  return async () => {
    stopping.abort();
    await repetition.stop();
  };
}

/** Whether the newest backup is older than the period, and none is being written into the folder. */
export async function isDue(store: BackupStore, folder: string, period: number): Promise<boolean> {
  const newest = (await store.list()).find(({ table }) => table === null);
  if (newest && Date.now() - newest.createdAt.getTime() < period) return false;
  for (const name of (await readdir(folder).catch(() => [])).filter(isPartial)) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && Date.now() - found.mtimeMs < CHECK_MS) return false;
  }
  return true;
}

/** True for the first that asks within this stretch of time. */
async function claim(folder: string, every: number): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${CLAIM_PREFIX}${Math.floor(Date.now() / every)}`;
  try {
    await (await open(join(folder, name), 'wx', 0o600)).close();
  } catch {
    return false;
  }
  const older = (await readdir(folder)).filter((other) => other.startsWith(CLAIM_PREFIX) && other !== name);
  for (const other of older) await rm(join(folder, other), { force: true });
  return true;
}
