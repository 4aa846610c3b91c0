import { run } from './command.ts';
import { deployFolder, type Installation } from './deployment.ts';
import { deployErrors } from './errors.ts';

type Clone = Pick<Installation, 'root' | 'config'>;

const REMOTE = 'origin';

/** What git answers, without the end of its line. @throws DEPLOY_COMMAND_FAILED */
export async function git(clone: Clone, ...args: readonly string[]): Promise<string> {
  return (await rawGit(clone, args)).trimEnd();
}

async function rawGit(clone: Clone, args: readonly string[]): Promise<string> {
  const folder = deployFolder(clone);
  const { stdout } = await run('git', ['-C', clone.root, ...args], { cwd: clone.root, folder });
  return stdout;
}

/** null where git says no. */
async function askGit(clone: Clone, ...args: readonly string[]): Promise<string | null> {
  return git(clone, ...args).catch(() => null);
}

export interface Place {
  readonly commit: string;
  /** null where a commit is checked out, and no branch. */
  readonly branch: string | null;
}

/** @throws DEPLOY_NOT_A_CLONE */
export async function whereItIs(clone: Clone): Promise<Place> {
  const commit = await git(clone, 'rev-parse', '--verify', 'HEAD').catch((error: unknown) => {
    throw deployErrors.DEPLOY_NOT_A_CLONE({ root: clone.root, said: String(error) }, { cause: error });
  });
  return { commit, branch: await askGit(clone, 'symbolic-ref', '--quiet', '--short', 'HEAD') };
}

/** Whoever changed a tracked file in place would lose it. @throws DEPLOY_TREE_CHANGED */
export async function refuseChanges(clone: Clone): Promise<void> {
  const changed = await git(clone, 'status', '--porcelain', '--untracked-files=no');
  if (changed === '') return;
  const files = changed.split('\n').map((line) => line.slice(3));
  const told = files.slice(0, 5).join(', ') + (files.length > 5 ? '…' : '');
  throw deployErrors.DEPLOY_TREE_CHANGED({ root: clone.root, files: told });
}

export interface Asked {
  /** A branch or a tag of the remote. */
  readonly ref: string | null;
  /** What is expected, or wanted: at least seven digits of its hash. */
  readonly commit: string | null;
}

/**
 * Fetches, and says which commit is meant: that of `--commit`, the tip of `--ref`, or of the branch that is followed.
 * @throws DEPLOY_COMMIT_UNKNOWN, DEPLOY_COMMIT_UNEXPECTED, DEPLOY_COMMAND_FAILED
 */
export async function fetchTarget(clone: Clone, { ref, commit }: Asked): Promise<{ ref: string; commit: string }> {
  const hasRemote = (await git(clone, 'remote')).split('\n').includes(REMOTE);
  if (hasRemote) await git(clone, 'fetch', '--quiet', '--tags', REMOTE);
  if (ref === null && commit !== null) return { ref: commit, commit: await commitOf(clone, commit) };
  const asked = ref ?? (await followed(clone));
  const found = await tipOf(clone, asked);
  if (commit !== null && (await commitOf(clone, commit)) !== found)
    throw deployErrors.DEPLOY_COMMIT_UNEXPECTED({ ref: asked, found, expected: commit });
  return { ref: asked, commit: found };
}

/** The branch that is checked out, else the main one of the remote. */
async function followed(clone: Clone): Promise<string> {
  const { branch } = await whereItIs(clone);
  if (branch !== null) return branch;
  const main = await askGit(clone, 'symbolic-ref', '--quiet', '--short', `refs/remotes/${REMOTE}/HEAD`);
  return main?.slice(REMOTE.length + 1) ?? 'main';
}

/** As the remote has it: a branch of this clone by the same name may be behind. */
async function tipOf(clone: Clone, ref: string): Promise<string> {
  for (const place of [`refs/remotes/${REMOTE}/${ref}`, `refs/tags/${ref}`]) {
    const found = await askGit(clone, 'rev-parse', '--verify', '--quiet', `${place}^{commit}`);
    if (found !== null) return found;
  }
  throw deployErrors.DEPLOY_COMMIT_UNKNOWN({ ref });
}

async function commitOf(clone: Clone, commit: string): Promise<string> {
  const isHash = /^[0-9a-f]{7,64}$/i.test(commit);
  const found = isHash && (await askGit(clone, 'rev-parse', '--verify', '--quiet', `${commit}^{commit}`));
  if (!found) throw deployErrors.DEPLOY_COMMIT_UNKNOWN({ ref: commit });
  return found;
}

/** `a1b2c3d Add the column.` */
export async function nameOf(clone: Clone, commit: string): Promise<string> {
  return git(clone, 'log', '-1', '--format=%h %s', commit);
}

/** No file that is not tracked is touched. */
export async function checkOut(clone: Clone, { commit, branch }: Place): Promise<void> {
  const isStillThere = branch !== null && (await askGit(clone, 'rev-parse', `refs/heads/${branch}`)) === commit;
  await git(clone, 'checkout', '--quiet', ...(isStillThere ? [branch] : ['--detach', commit]));
}

/** The file as that commit has it, to the last byte; null where it has none. */
export async function fileAt(clone: Clone, commit: string, path: string): Promise<string | null> {
  return rawGit(clone, ['show', `${commit}:${path}`]).catch(() => null);
}
