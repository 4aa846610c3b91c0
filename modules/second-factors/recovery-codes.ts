import { randomInt } from 'node:crypto';
import type { Db } from '#platform/db/db.ts';
import { replaceRecoveryCodes, spendRecoveryCodeRow } from './queries.ts';
import { type KeyRing, keyedHashes } from './sealing.ts';

const COUNT = 10;
const LENGTH = 10;
/** Crockford's: without I, L, O and U, which are taken for others. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten new codes of fifty random bits each, in place of those there were; they are not known again. */
export async function makeRecoveryCodes(tx: Db, ring: KeyRing, userId: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode);
  await replaceRecoveryCodes(
    tx,
    userId,
    codes.map((code) => keyedHashes(ring, subject(userId, code))[0] ?? ''),
  );
  return codes;
}

/** Uses a code, however it was typed: true once for each. */
export async function spendRecoveryCode(tx: Db, ring: KeyRing, userId: string, typed: string): Promise<boolean> {
  return spendRecoveryCodeRow(tx, userId, keyedHashes(ring, subject(userId, typed)));
}

function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}

function subject(userId: string, code: string): string {
  const letters = code.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return `${userId}:${letters.replace(/O/g, '0').replace(/[IL]/g, '1')}`;
}
