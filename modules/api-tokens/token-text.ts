import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'staka_';
/** 256 bits take 50 digits of base 36, and a checksum of 32 bits 7. */
const SECRET_DIGITS = 50;
const CHECKSUM_DIGITS = 7;
const TOKEN = new RegExp(`^${PREFIX}[0-9a-z]{${SECRET_DIGITS + CHECKSUM_DIGITS}}$`);
const SHOWN_DIGITS = 6;

/**
 * A new API token: `staka_`, 256 random bits and their checksum, all in small letters and digits, so that a scanner of
 * repositories finds it and a slip of the pen is noticed without asking the database.
 */
export function newApiToken(): string {
  const secret = BigInt(`0x${randomBytes(32).toString('hex')}`)
    .toString(36)
    .padStart(SECRET_DIGITS, '0');
  return PREFIX + secret + checksumOf(secret);
}

/** Whether this can be an API token: its form and its checksum are right. */
export function looksLikeApiToken(text: string): boolean {
  if (!TOKEN.test(text)) return false;
  const secret = text.slice(PREFIX.length, PREFIX.length + SECRET_DIGITS);
  return text.endsWith(checksumOf(secret));
}

/** What it may be recognised by, and not be guessed from. */
export function beginningOf(token: string): string {
  return token.slice(0, PREFIX.length + SHOWN_DIGITS);
}

function checksumOf(secret: string): string {
  return crc32(secret).toString(36).padStart(CHECKSUM_DIGITS, '0');
}
