import type { TotpSecretRow } from '#platform/db/database.gen.ts';
import { secondFactorErrors } from './errors.ts';
import { type KeyRing, unseal } from './sealing.ts';

/** RFC 6238, as every app does it: SHA-1, six digits, thirty seconds. */
const PERIOD_SECONDS = 30;

/** 160 random bits in Base32 (RFC 4226, section 4). */
export async function newTotpSecret(): Promise<string> {
  const { generateSecret } = await library();
  return generateSecret({ length: 20 });
}

/** What the QR code says. */
export async function totpUri(secret: string, email: string): Promise<string> {
  const { generateURI } = await library();
  return generateURI({ issuer: 'Staka', label: email, secret });
}

/**
 * The time step this code is of: this one, the one before or the one after, and later than any that was accepted
 * (RFC 6238, section 5.2). Null when it is of none.
 * @throws SECOND_FACTOR_UNREADABLE when the key that sealed the secret is lost
 */
export async function stepOf(ring: KeyRing, row: TotpSecretRow, code: string): Promise<number | null> {
  const token = code.replace(/\s/g, '');
  const secret = unseal(ring, row.secret, row.userId);
  if (secret === null) throw secondFactorErrors.SECOND_FACTOR_UNREADABLE();
  if (!/^\d{6}$/.test(token)) return null;
  const after = row.lastStep === null ? {} : { afterTimeStep: row.lastStep };
  const { verifySync } = await library();
  const result = verifySync({ secret, token, period: PERIOD_SECONDS, epochTolerance: PERIOD_SECONDS, ...after });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}

/** Loaded when somebody first needs a code. */
function library() {
  return import('otplib');
}
