import { readdir, readFile, readlink } from 'node:fs/promises';

const LISTENING = '0A';

/** Resident memory, in bytes, of the process of this machine that listens on a port; null where /proc does not tell. */
export async function listeningMemory(port: number): Promise<number | null> {
  const sockets = await socketsListeningOn(port);
  for (const pid of await namesIn('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    for (const descriptor of await namesIn(`/proc/${pid}/fd`)) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
      if (sockets.has(target)) return residentMemory(pid);
    }
  }
  return null;
}

async function socketsListeningOn(port: number): Promise<Set<string>> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(readOrNothing));
  const lines = tables.flatMap((table) => table.split('\n').slice(1)).map((line) => line.trim().split(/\s+/));
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  const listening = lines.filter(([, local, , state]) => state === LISTENING && local?.endsWith(`:${hexadecimal}`));
  return new Set(listening.map((columns) => `socket:[${columns[9]}]`));
}

async function residentMemory(pid: string): Promise<number | null> {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(await readOrNothing(`/proc/${pid}/status`))?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

function readOrNothing(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
