import type { Ran } from './command.ts';
import { type Installation, staka } from './deployment.ts';

interface DoctorCheck {
  readonly name: string;
  readonly state: 'green' | 'red' | 'skipped';
}

type Ask = (args: readonly string[], accepted: readonly number[]) => Promise<Pick<Ran, 'stdout'>>;

/** The names of what `bin/staka doctor` finds red, by the code that is there now; `ask` runs it elsewhere. */
export async function findReds(
  installation: Pick<Installation, 'root' | 'config'>,
  ask: Ask = (args, accepted) => staka(installation, args, accepted),
): Promise<string[]> {
  const { stdout } = await ask(['doctor', '--json'], [0, 1]);
  // As cli/doctor.ts prints it, of this version or another: a list of checks, each with its name and state.
  const { checks } = JSON.parse(stdout) as { checks: readonly DoctorCheck[] };
  return checks.filter(({ state }) => state === 'red').map(({ name }) => name);
}

/** What a deployment stands on. Migrations are its own concern: those that wait are what it is for. */
const DEPENDED_ON = new Set([
  'node',
  'data-folder',
  'disk',
  'database',
  'clock',
  'rights',
  'tables',
  'drift',
  'foreign-keys',
  'integrity',
]);

export function isDependedOn(name: string): boolean {
  return DEPENDED_ON.has(name);
}

/** What a deployment changes itself, or looks at by itself. */
const OWN_CONCERN = new Set(['logs', 'proxy-log', 'database-log', 'maintenance', 'backup', 'memory']);

export function newReds(before: readonly string[], after: readonly string[]): string[] {
  return after.filter((name) => !before.includes(name) && !OWN_CONCERN.has(name));
}
