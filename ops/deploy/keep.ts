import { createHash } from 'node:crypto';
import { cp, link, lstat, mkdir, readdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Deployment, Installation } from './deployment.ts';
import { git } from './git.ts';

/** What is built, and is no part of the repository. */
const BUILT = ['dist', join('web', 'dist')] as const;
/** Written in place by whoever owns them: a second name of the same file would change with it. */
const WRITTEN_IN_PLACE = new Set(['.package-lock.json', '.staka-installed.json']);
const LEFT_OUT = new Set(['.cache', '.vite']);

/** Within `.git`, where git looks at nothing, and on the file system of what is kept. */
async function keptFolder(installation: Pick<Installation, 'root' | 'config'>): Promise<string> {
  return resolve(installation.root, await git(installation, 'rev-parse', '--git-path', 'staka-deploy'));
}

/** Whether the packages that are installed are those of this lockfile. */
export async function isInstalled({ root }: Pick<Installation, 'root'>, lock: string): Promise<boolean> {
  const stamp = await readFile(join(root, 'node_modules', '.staka-installed.json'), 'utf8').catch(() => '');
  return stamp.includes(createHash('sha256').update(lock).digest('hex'));
}

/** The packages as they are, under second names: next to no room and, for fifty thousand files, some seconds. */
export async function keepModules(deployment: Deployment): Promise<void> {
  const kept = join(await keptFolder(deployment), 'node_modules');
  await rm(kept, { recursive: true, force: true });
  await linkTree(join(deployment.root, 'node_modules'), kept);
  await deployment.remember({ kept: { ...deployment.state.kept, modules: true } });
}

export async function keepBuilt(deployment: Deployment): Promise<void> {
  const folder = await keptFolder(deployment);
  for (const place of BUILT) {
    await rm(join(folder, place), { recursive: true, force: true });
    if (await isThere(join(deployment.root, place)))
      await cp(join(deployment.root, place), join(folder, place), { recursive: true });
  }
  await deployment.remember({ kept: { ...deployment.state.kept, built: true } });
}

/** Puts back what was kept; done twice, it is as done once. */
export async function putBackKept(deployment: Deployment): Promise<void> {
  const folder = await keptFolder(deployment);
  const { kept } = deployment.state;
  const places = [...(kept.modules ? ['node_modules'] : []), ...(kept.built ? BUILT : [])];
  for (const place of places) {
    const [from, to] = [join(folder, place), join(deployment.root, place)];
    if (!(await isThere(from))) continue;
    const aside = join(folder, `${place.replaceAll('/', '-')}.left`);
    await rm(aside, { recursive: true, force: true });
    if (await isThere(to)) await rename(to, aside);
    await rename(from, to);
    await rm(aside, { recursive: true, force: true });
  }
}

export async function forgetKept(installation: Pick<Installation, 'root' | 'config'>): Promise<void> {
  await rm(await keptFolder(installation), { recursive: true, force: true });
}

async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const entries = await readdir(from, { withFileTypes: true });
  for (const entry of entries.filter(({ name }) => !LEFT_OUT.has(name))) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (WRITTEN_IN_PLACE.has(entry.name)) await cp(source, target);
    else await link(source, target).catch(() => cp(source, target));
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
