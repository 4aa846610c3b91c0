import { createHash, hkdfSync } from 'node:crypto';
import { installationKeys } from '#platform/config/installation-key.ts';
import type { Context } from '#platform/context.ts';

/** The account that reads for the data browser, on a server of databases. */
export interface ReaderAccount {
  readonly name: string;
  readonly password: string;
}

/**
 * One for each database, whose password every process of this installation knows without its being kept anywhere: it is
 * made of the installation's key (RFC 5869).
 */
export function readerAccount(ring: Pick<Context, 'config' | 'secrets'>, database: string): ReaderAccount {
  const [key] = installationKeys(ring);
  if (!key) throw new Error('There is no key of the installation.');
  const name = `staka_studio_${createHash('sha256').update(database).digest('hex').slice(0, 12)}`;
  const password = Buffer.from(hkdfSync('sha256', key, 'staka', `studio ${name}`, 32)).toString('base64url');
  return { name, password };
}
