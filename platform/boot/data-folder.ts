import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BootFailure, DISK_FULL, isDiskFull } from './boot-failure.ts';

const PROBE_BYTES = 256 * 1024;

/**
 * Makes the data folder, for its owner alone, and proves that it can be read and written by doing so.
 * @throws BootFailure
 */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await makeFolder(join(folder, 'logs'));
    await readdir(folder);
    await probe(join(folder, `.probe-${process.pid}`));
  } catch (error) {
    throw new BootFailure(isDiskFull(error) ? DISK_FULL : unusable(folder, error), error);
  }
}

/** Node's own `recursive` never ends where a file system refuses new names with ENOENT, as /proc does. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
}

async function probe(path: string): Promise<void> {
  try {
    const file = await open(path, 'w');
    try {
      await file.write(Buffer.alloc(PROBE_BYTES));
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}

function unusable(folder: string, error: unknown) {
  const reason = codeOf(error) ?? String(error);
  return {
    fr: `Le dossier de données ${folder} ne peut pas être lu et écrit (${reason}) : corrigez ses droits, ou désignez-en un autre par DATA_DIR.`,
    en: `The data folder ${folder} cannot be read and written (${reason}): correct its permissions, or name another with DATA_DIR.`,
  };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
