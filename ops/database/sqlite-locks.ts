import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import type { DatabaseProcess, DatabaseProcesses } from './inspector.ts';

/** Where in the `-shm` file the one who writes locks a byte (SQLite, `wal.c`, WALINDEX_LOCK_OFFSET). */
const WRITE_BYTE = 120;

/**
 * SQLite has no server that could be asked. On Linux the system knows who has the file open (`/proc/PID/fd`, of one's own
 * processes) and who holds the lock for writing (`/proc/locks`); elsewhere nothing is known but whether it is held.
 */
export async function sqliteProcesses(path: string, isLocked: () => Promise<boolean>): Promise<DatabaseProcesses> {
  if (!existsSync('/proc/locks')) return { processes: [], note: (await isLocked()) ? HELD : FREE };
  const real = realpathSync(path);
  const writer = writerOf(`${real}-shm`);
  const processes = openersOf(real).map(
    (id): DatabaseProcess => ({
      id,
      who: commandOf(id),
      state: id === writer ? 'writing' : 'open',
      ms: null,
      waitsFor: [],
      sql: null,
    }),
  );
  const isSeen = writer !== null && processes.some(({ id }) => id === writer);
  const hidden: DatabaseProcess[] =
    writer === null || isSeen
      ? []
      : [{ id: writer, who: commandOf(writer), state: 'writing', ms: null, waitsFor: [], sql: null }];
  return { processes: [...processes, ...hidden], note: OWN };
}

const HELD = {
  fr: 'Quelqu’un tient le verrou d’écriture ; ce système ne dit pas qui.',
  en: 'Somebody holds the lock for writing; this system does not say who.',
};
const FREE = {
  fr: 'Personne ne tient le verrou d’écriture ; ce système ne dit pas qui a ouvert la base.',
  en: 'Nobody holds the lock for writing; this system does not say who has the database open.',
};
const OWN = {
  fr: 'SQLite ne sait ni la requête ni sa durée. Seuls les processus du même utilisateur se voient, et tous pour root.',
  en: 'SQLite knows neither the query nor how long it takes. Only processes of the same user are seen, and by root all.',
};

/** `12: POSIX  ADVISORY  WRITE 4242 08:01:1234567 120 120`: proc(5). */
function writerOf(shm: string): number | null {
  const inode = statSync(shm, { throwIfNoEntry: false })?.ino;
  if (inode === undefined) return null;
  for (const line of readFileSync('/proc/locks', 'utf8').split('\n')) {
    const [, , , access, pid, file = '', start, end] = line.trim().split(/\s+/);
    const isOurs = access === 'WRITE' && file.split(':').at(-1) === String(inode);
    if (isOurs && Number(start) <= WRITE_BYTE && (end === 'EOF' || Number(end) >= WRITE_BYTE)) return Number(pid);
  }
  return null;
}

/** This process has it open only to ask. */
function openersOf(path: string): number[] {
  const pids = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
  return pids.filter((pid) => pid !== process.pid && hasOpen(pid, path));
}

function hasOpen(pid: number, path: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => linkOf(`/proc/${pid}/fd/${fd}`) === path);
  } catch {
    // Somebody else's, or gone meanwhile.
    return false;
  }
}

function linkOf(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 200);
  } catch {
    return '?';
  }
}
