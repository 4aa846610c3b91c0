import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Secrets } from './secrets.ts';

const FILE = 'secret.key';
const read = new Map<string, string>();

/**
 * The keys of this installation, for what has to be read again and must not be readable in a copy of the database: the
 * first encrypts, all of them decrypt. Without SECRET_KEY there is one, in the data folder, made when first asked for.
 */
export function installationKeys({
  config,
  secrets,
}: {
  config: Pick<Config, 'dataDir'>;
  secrets: Pick<Secrets, 'installationKeys'>;
}): readonly string[] {
  if (secrets.installationKeys.length > 0) return secrets.installationKeys;
  const path = join(config.dataDir, FILE);
  const key = read.get(path) ?? readOrMake(path);
  read.set(path, key);
  return [key];
}

function readOrMake(path: string): string {
  return readKey(path) ?? makeKey(path);
}

function readKey(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Of several processes that begin at once, all get the key of the first: a link is made whole, or not at all. */
function makeKey(path: string): string {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}
