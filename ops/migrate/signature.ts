import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import project from '../../package.json' with { type: 'json' };

/** Who did something to the database, and with which Staka. */
export interface Signature {
  /** `deploy@server-1`: the account of the system, and the machine. */
  who: string;
  /** `0.1.0 (1a2b3c4)` where Staka is a git checkout, else `0.1.0`. */
  version: string;
}

export function sign(): Signature {
  const commit = readCommit();
  return { who: `${accountName()}@${hostname()}`, version: `${project.version}${commit ? ` (${commit})` : ''}` };
}

/** A container may run under a number that has no account. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '?');
  }
}

const GIT = new URL('../../.git/', import.meta.url);

function readCommit(): string | undefined {
  const head = readText('HEAD');
  const reference = /^ref: (\S+)/.exec(head ?? '')?.[1];
  const packed = () => new RegExp(`^([0-9a-f]{40}) ${reference}$`, 'm').exec(readText('packed-refs') ?? '')?.[1];
  const commit = reference === undefined ? head : (readText(reference) ?? packed());
  return commit?.slice(0, 7);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, GIT), 'utf8').trim();
  } catch {
    return undefined;
  }
}
