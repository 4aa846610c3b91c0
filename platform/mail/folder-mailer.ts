import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Log } from '#platform/log.ts';
import { syncFolder } from '#platform/storage/durable.ts';
import { type Letter, letterId, type Mailer } from './mailer.ts';

/** A letter as it lies in the folder: one JSON file each. */
export interface KeptLetter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** RFC 3339, UTC */
  readonly createdAt: string;
}

const SHOWN = 200;
const FILE = /^([0-9a-f]{32})\.json$/;

/** Keeps letters as files instead of sending them, for development. A repeat takes the place of the letter it repeats. */
export function folderMailer({ folder, publicUrl, log }: { folder: string; publicUrl: string; log: Log }): Mailer {
  return {
    send: async (letter) => {
      const kept = keep(letter);
      if (await mkdir(folder, { recursive: true, mode: 0o700 })) await syncFolder(dirname(folder));
      const path = join(folder, `${kept.id}.json`);
      // Written aside: whoever lists the folder meanwhile, or after a power cut, never reads half a letter.
      await writeFile(`${path}.tmp`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flush: true });
      await rename(`${path}.tmp`, path);
      await syncFolder(folder);
      log.info({ to: kept.to, subject: kept.subject, read: `${publicUrl}/app/dev/mail` }, 'letter kept');
    },
    close: async () => {},
  };
}

/** The newest letters of the folder, newest first. */
export async function readLetters(folder: string): Promise<KeptLetter[]> {
  const names = (await namesIn(folder)).filter((name) => FILE.test(name));
  const files = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })),
  );
  const newest = files.sort((a, b) => b.time - a.time).slice(0, SHOWN);
  return Promise.all(newest.map(({ name }) => read(join(folder, name))));
}

/** Null when there is no such letter. */
export async function readLetter(folder: string, id: string): Promise<KeptLetter | null> {
  const name = `${id}.json`;
  return FILE.test(name) && (await namesIn(folder)).includes(name) ? read(join(folder, name)) : null;
}

function keep({ key, to, subject, text, html }: Letter): KeptLetter {
  return { id: letterId(key), to, subject, text, html: html ?? null, createdAt: new Date().toISOString() };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

async function read(path: string): Promise<KeptLetter> {
  // Only folderMailer writes these files.
  return JSON.parse(await readFile(path, 'utf8')) as KeptLetter;
}
