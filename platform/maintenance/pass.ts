import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { MaintenanceRow } from '#platform/db/database.gen.ts';
import { hashOfToken } from '#platform/secret-token.ts';

const derive = promisify<string, string, number, Buffer>(scrypt);
const PASS_BYTES = 32;

export const SECRET_LENGTH = { min: 8, max: 200 } as const;

type Lock = Pick<MaintenanceRow, 'secretSalt' | 'passHash'>;

/**
 * What is kept of a secret: a salt, and the hash of the pass that the secret opens. The pass is what a browser carries;
 * neither it nor the secret can be found again from what is kept, and a new maintenance makes every older pass void.
 */
export async function lockFor(secret: string): Promise<Lock> {
  const secretSalt = randomBytes(PASS_BYTES).toString('base64url');
  return { secretSalt, passHash: hashOfToken(await passOf(secret, secretSalt)) };
}

/** The pass that this secret opens; null when it is not the one. Takes some 50 ms, as whoever guesses is to feel. */
export async function openPass(secret: string, { secretSalt, passHash }: Lock): Promise<string | null> {
  if (secretSalt === null || secret.length > SECRET_LENGTH.max) return null;
  const pass = await passOf(secret, secretSalt);
  return isPass(pass, { passHash }) ? pass : null;
}

/** In constant time. */
export function isPass(pass: string | undefined, { passHash }: Pick<Lock, 'passHash'>): boolean {
  if (pass === undefined || passHash === null) return false;
  return timingSafeEqual(Buffer.from(hashOfToken(pass)), Buffer.from(passHash));
}

async function passOf(secret: string, salt: string): Promise<string> {
  return (await derive(secret, salt, PASS_BYTES)).toString('base64url');
}
