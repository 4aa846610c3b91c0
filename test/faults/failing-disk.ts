import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Acts, Refused } from './acts.ts';
import { examine, examineRunning } from './examine.ts';
import { startFaultServer, type Variant } from './fault-server.ts';
import { Ledger } from './ledger.ts';
import { Random } from './random.ts';
import { Tracer, threadsOf } from './strace.ts';
import { type DatabaseName, makeWorld, type World } from './world.ts';

/** What every call of a kind is answered by the system, for as long as it lasts. */
export interface Fault {
  readonly on: 'database' | 'files';
  readonly call: 'pwrite64' | 'fsync';
  readonly error: 'EIO' | 'ENOSPC';
}

export interface DiskReport {
  readonly wrong: string[];
  /** The codes of the refusals people got meanwhile. */
  readonly codes: readonly string[];
  readonly summary: string;
}

const ACTS = 4;
const RECOVERS_WITHIN_MS = 20_000;

/**
 * Has the disk fail under a server and heal again. While it fails, an act succeeds or is refused by a problem of the
 * 500s; afterwards the same server goes on, and everything it ever acknowledged is there.
 */
export async function failDisk(name: DatabaseName, fault: Fault, broken?: Variant): Promise<DiskReport> {
  const ledger = new Ledger();
  const world = await makeWorld(name, { conversations: 2, deliveries: 1 });
  try {
    const server = await startFaultServer({ ...world, broken });
    const acts = new Acts(server.origin, ledger, new Random(1));
    // The first of each: whatever is opened once is open then.
    await everything(acts, world);
    const { main, files } = threadsOf(server.pid);
    const inject = ['-o', '/dev/null', '-e', `trace=${fault.call}`, '-e', `inject=${fault.call}:error=${fault.error}`];
    // SQLite writes on the main thread, files are written on the others.
    const tracer = await Tracer.attach(fault.on === 'database' ? [main] : files, inject);
    const codes = await refusals(acts, world, ledger);
    await tracer.detach();
    const wrong = await untilRecovered(acts, world);
    wrong.push(...(await examineRunning(server, world, ledger)));
    await server.kill();
    wrong.push(...(await examine(world, ledger, { broken })));
    if (codes.length === 0) wrong.push('nothing failed: the fault did not reach the server');
    return { wrong, codes: [...new Set(codes)], summary: ledger.summary() };
  } finally {
    await world.dispose();
  }
}

/** Null when this machine lets a test mount a small disk of its own. */
export function smallDiskMissing(): string | null {
  const trial = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt']);
  return trial.status === 0 ? null : 'this machine does not let a test mount a small disk';
}

/** The same with a disk that is really full: a small one, seen by the server alone, that something else fills. */
export async function fillDisk(): Promise<DiskReport> {
  const ledger = new Ledger();
  const world = await makeWorld('sqlite', { conversations: 2, deliveries: 1 });
  const before = join(world.dataDir, '..', 'before');
  const after = join(world.dataDir, '..', 'after');
  try {
    cpSync(world.dataDir, before, { recursive: true });
    const mount = `mount -t tmpfs -o size=24m tmpfs '${world.dataDir}' && cp -a '${before}/.' '${world.dataDir}' && exec "$@"`;
    const server = await startFaultServer({
      dataDir: world.dataDir,
      under: ['unshare', '-Urm', 'sh', '-c', mount, 'sh'],
    });
    // Seen from outside, its disk is below its process.
    const dataDir = join(`/proc/${server.pid}/root`, world.dataDir);
    const acts = new Acts(server.origin, ledger, new Random(1));
    await everything(acts, world);
    await fill(join(dataDir, 'filler'));
    const codes = await refusals(acts, world, ledger);
    rmSync(join(dataDir, 'filler'));
    const wrong = await untilRecovered(acts, world);
    process.kill(server.pid, 'SIGSTOP');
    cpSync(dataDir, after, { recursive: true });
    await server.kill();
    wrong.push(...(await examine({ dataDir: after, databaseUrl: `file:${join(after, 'staka.db')}` }, ledger)));
    if (codes.length === 0) wrong.push('nothing failed: the disk was not full');
    return { wrong, codes: [...new Set(codes)], summary: ledger.summary() };
  } finally {
    await world.dispose();
  }
}

/** Until nothing more fits. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (let size = 1024 * 1024; size >= 1; ) {
      const { bytesWritten } = await file.write(Buffer.alloc(size)).catch(() => ({ bytesWritten: 0 }));
      if (bytesWritten === 0) size = Math.floor(size / 4);
    }
  } finally {
    await file.close();
  }
}

async function everything(acts: Acts, world: World): Promise<void> {
  for (const work of world.conversations) {
    await acts.say(work.client, work);
    await acts.upload(work.client, work, 'MANUSCRIT');
  }
}

/** Has people try, whatever comes of it, until some were refused. An answer that is no clear problem is a surprise. */
async function refusals(acts: Acts, world: World, ledger: Ledger): Promise<string[]> {
  const codes: string[] = [];
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      codes.push(codeOf(error) ?? 'none');
      const isClear = error.status >= 500 && error.contentType.startsWith('application/problem+json');
      if (!isClear || codeOf(error) === 'INTERNAL_ERROR')
        ledger.surprises.push(`not a clear problem: ${error.message}`);
    }
  };
  const [work] = world.conversations;
  if (!work) return codes;
  // On a full disk what is there already is overwritten for a while: it takes some messages until more is needed.
  for (let tries = 0; tries < 100 && codes.length < ACTS; tries += 1) {
    await attempt(() => acts.say(work.client, work));
    if (tries < ACTS) await attempt(() => acts.upload(work.client, work, 'MANUSCRIT'));
  }
  return codes;
}

/** What failed works again in the same process, soon after the disk does. */
async function untilRecovered(acts: Acts, world: World): Promise<string[]> {
  const until = performance.now() + RECOVERS_WITHIN_MS;
  for (;;) {
    try {
      await everything(acts, world);
      return [];
    } catch (error) {
      if (performance.now() > until) return [`it does not recover: ${String(error)}`];
      await wait(200);
    }
  }
}

function codeOf({ body }: Refused): string | undefined {
  return /"code":"(\w+)"/.exec(body)?.[1];
}
