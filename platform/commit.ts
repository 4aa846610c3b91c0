import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * The hash of the commit that is checked out in a folder, as the files of git have it
 * (git-scm.com/docs/gitrepository-layout); null where there is no clone.
 */
export function commitOf(root: string): string | null {
  const folder = gitFolder(root);
  const head = read(folder, 'HEAD');
  const ref = /^ref: (.+)$/.exec(head ?? '')?.[1];
  if (ref === undefined) return hashIn(head);
  const shared = commonFolder(folder);
  const packed = read(shared, 'packed-refs')
    ?.split('\n')
    .find((line) => line.endsWith(` ${ref}`));
  return hashIn(read(folder, ref)) ?? hashIn(read(shared, ref)) ?? hashIn(packed ?? null);
}

/** A folder, or in a second work tree a file that says where it is. */
function gitFolder(root: string): string {
  const elsewhere = /^gitdir: (.+)$/m.exec(read(root, '.git') ?? '')?.[1];
  if (elsewhere === undefined) return join(root, '.git');
  return isAbsolute(elsewhere) ? elsewhere : join(root, elsewhere);
}

function commonFolder(folder: string): string {
  const common = read(folder, 'commondir');
  if (common === null) return folder;
  return isAbsolute(common) ? common : join(folder, common);
}

function hashIn(text: string | null): string | null {
  return /^[0-9a-f]{40,64}/.exec(text ?? '')?.[0] ?? null;
}

function read(folder: string, name: string): string | null {
  try {
    return readFileSync(join(folder, name), 'utf8').trim();
  } catch {
    return null;
  }
}
