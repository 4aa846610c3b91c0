import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface LogFile {
  readonly write: (line: string) => void;
  readonly close: () => void;
}

export interface LogFileOptions {
  readonly maxBytes: number;
  /** How many of those set aside are kept. */
  readonly keepFiles: number;
  readonly now?: () => Date;
}

/**
 * A file that always has the same name (`tail -F` follows it), and is set aside under the time of its end
 * (`staka.log.2026-11-21T09-30-00.000Z`) when it grows past `maxBytes` and at each new day (UTC).
 * A full disk loses lines and nothing else.
 */
export function openLogFile(path: string, options: LogFileOptions): LogFile {
  const { maxBytes, keepFiles, now = () => new Date() } = options;
  mkdirSync(dirname(path), { recursive: true });
  let descriptor = openSync(path, 'a', 0o640);
  let bytes = fstatSync(descriptor).size;
  let day = dayOf(bytes > 0 ? fstatSync(descriptor).mtime : now());

  const setAside = () => {
    renameSync(path, nameAside(path, now()));
    closeSync(descriptor);
    descriptor = openSync(path, 'a', 0o640);
    bytes = 0;
    day = dayOf(now());
    removeOldest(path, keepFiles);
  };

  return {
    write: (line) => {
      if (bytes > 0 && (bytes + line.length > maxBytes || dayOf(now()) !== day)) ignoringFailure(setAside);
      ignoringFailure(() => {
        bytes += writeSync(descriptor, line);
      });
    },
    close: () => ignoringFailure(() => closeSync(descriptor)),
  };
}

function nameAside(path: string, at: Date): string {
  return `${path}.${at.toISOString().replaceAll(':', '-')}`;
}

function removeOldest(path: string, keepFiles: number): void {
  const start = `${basename(path)}.`;
  const aside = readdirSync(dirname(path)).filter((name) => name.startsWith(start) && /\d{4}-\d\d-\d\dT/.test(name));
  for (const name of aside.sort().slice(0, -keepFiles)) rmSync(join(dirname(path), name), { force: true });
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** What cannot be logged must not stop what is being done. */
function ignoringFailure(work: () => void): void {
  try {
    work();
  } catch {
    // The other output of the log has the line.
  }
}
