import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** What a process does to a disk or to another process; `?` where not every machine knows the call. */
export const WRITES = [
  'write',
  'writev',
  'pwrite64',
  'pwritev',
  'sendto',
  'sendmsg',
  'ftruncate',
  'fsync',
  'fdatasync',
  '?rename',
  'renameat',
  'renameat2',
  '?link',
  'linkat',
  '?unlink',
  'unlinkat',
  '?mkdir',
  'mkdirat',
] as const;

/** Null when strace works here, else why not. */
export function straceMissing(): string | null {
  if (process.platform !== 'linux') return 'strace is for Linux alone';
  const trial = spawnSync('strace', ['-f', '--seccomp-bpf', '-o', '/dev/null', '-e', 'trace=write', 'true']);
  if (trial.error) return 'strace is not installed (apt-get install strace)';
  return trial.status === 0 ? null : 'strace is not allowed to watch processes here';
}

/** Watches the given threads of a running process, and does to them what its arguments say, until it is detached. */
export class Tracer {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async attach(threads: readonly number[], args: readonly string[]): Promise<Tracer> {
    const child = spawn('strace', [...args, ...threads.flatMap((id) => ['-p', String(id)])], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    let attached = 0;
    await new Promise<void>((resolve, reject) => {
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        attached = said.match(/attached/g)?.length ?? 0;
        if (attached >= threads.length) resolve();
      });
      child.once('exit', () => reject(new Error(`strace did not attach: ${said}`)));
    });
    return new Tracer(child);
  }

  /** The process goes on as if nothing had been. */
  async detach(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGINT');
    await once(this.#child, 'exit');
  }
}

/** The threads of a process: the one that runs JavaScript and SQLite, and those that work on files. */
export function threadsOf(pid: number): { main: number; files: number[]; all: number[] } {
  const ids = readdirSync(`/proc/${pid}/task`).map(Number);
  const isFiles = (id: number) => readFileSync(`/proc/${pid}/task/${id}/comm`, 'utf8').startsWith('libuv-worker');
  return { main: pid, files: ids.filter(isFiles), all: ids };
}
