import { readdir, readFile } from 'node:fs/promises';

const MIB = 1024;

export interface Figures {
  /** Resident, in MiB. */
  readonly memory: number;
  readonly descriptors: number;
}

/** What a process holds, as Linux tells it. */
export async function figuresOf(pid: number): Promise<Figures> {
  const [status, descriptors] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8'),
    readdir(`/proc/${pid}/fd`),
  ]);
  return { memory: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / MIB, descriptors: descriptors.length };
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
