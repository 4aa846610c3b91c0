import { spawn } from 'node:child_process';
import { mkdir, open, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { deployErrors } from './errors.ts';

export interface RunOptions {
  readonly cwd: string;
  /** Where what it says is kept, and who it is while it runs. */
  readonly folder: string;
  /** Its whole environment; that of this process unless told. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The codes that are no failure; 0 unless told. */
  readonly accepted?: readonly number[];
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const TOLD_CHARACTERS = 2_000;

/**
 * Runs a program to its end. What it says goes to files and not through pipes: what it leaves running behind it, as a
 * restarted server, keeps nobody waiting.
 *
 * @throws DEPLOY_COMMAND_FAILED with the last of what it said
 */
export async function run(program: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const { folder, accepted = [0] } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [out, err] = [join(folder, 'stdout'), join(folder, 'stderr')];
  const code = await spawned(program, args, options, out, err);
  const [stdout, stderr] = await Promise.all([out, err].map((path) => readFile(path, 'utf8')));
  const ran = { code, stdout: stdout ?? '', stderr: stderr ?? '' };
  if (code !== null && accepted.includes(code)) return ran;
  const said = withoutPasswords(ran.stderr.trim() || ran.stdout.trim()).slice(-TOLD_CHARACTERS);
  throw deployErrors.DEPLOY_COMMAND_FAILED({ command: [program, ...args].join(' '), code: code ?? 'signal', said });
}

async function spawned(
  program: string,
  args: readonly string[],
  { cwd, folder, environment }: RunOptions,
  out: string,
  err: string,
): Promise<number | null> {
  const [stdout, stderr] = [await open(out, 'w', 0o600), await open(err, 'w', 0o600)];
  const orphan = join(folder, 'child');
  try {
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', stdout.fd, stderr.fd],
      ...(environment && { env: { ...environment } }),
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    // Not awaited before `ended`: a program that does not exist fails at once.
    const told = writeFile(orphan, String(child.pid ?? ''));
    return await ended.finally(() => told);
  } catch (error) {
    throw deployErrors.DEPLOY_COMMAND_FAILED(
      { command: [program, ...args].join(' '), code: '–', said: String(error) },
      { cause: error },
    );
  } finally {
    await Promise.all([stdout.close(), stderr.close(), rm(orphan, { force: true })]);
  }
}

const ORPHAN_SECONDS = 60;

/**
 * What a deployment that was killed had started may still be running: it is waited for.
 * @throws DEPLOY_ORPHAN
 */
export async function awaitOrphan(folder: string, root: string): Promise<void> {
  const pid = Number(await readFile(join(folder, 'child'), 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 1) return;
  // Its number may be somebody else's by now: /proc, where there is one, says where it works.
  const isOurs = async () => (await readlink(`/proc/${pid}/cwd`).catch(() => null)) === root;
  const deadline = Date.now() + ORPHAN_SECONDS * 1000;
  while (await isOurs()) {
    if (Date.now() > deadline) throw deployErrors.DEPLOY_ORPHAN({ pid });
    await wait(200);
  }
}

/** Without what an address may hold of a password. */
function withoutPasswords(text: string): string {
  return text.replace(/\/\/[^/@\s]*@/g, '//');
}
