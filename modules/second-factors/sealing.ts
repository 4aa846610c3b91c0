import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { installationKeys } from '#platform/config/installation-key.ts';
import type { Context } from '#platform/context.ts';

export type KeyRing = Pick<Context, 'config' | 'secrets'>;

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with the key of the installation (AES-256-GCM); whoever puts it into another's row makes it unreadable. */
export function seal(ring: KeyRing, text: string, owner: string): string {
  const [key] = keysFor(ring, 'totp secrets');
  if (!key) throw new Error('There is no key to encrypt with.');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString('base64url')}`;
}

/** Null when none of the keys fits: the text was sealed with one that is lost, or for somebody else. */
export function unseal(ring: KeyRing, sealed: string, owner: string): string | null {
  const [version, body] = sealed.split('.');
  if (version !== VERSION || body === undefined) return null;
  const bytes = Buffer.from(body, 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  for (const key of keysFor(ring, 'totp secrets')) {
    const text = open(key, bytes, owner);
    if (text !== null) return text;
  }
  return null;
}

/** HMAC-SHA-256 in hexadecimal, by each of the keys; what is stored is the first. */
export function keyedHashes(ring: KeyRing, text: string): string[] {
  return keysFor(ring, 'recovery codes').map((key) => createHmac('sha256', key).update(text).digest('hex'));
}

function open(key: Buffer, bytes: Buffer, owner: string): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** Each use has a key of its own (RFC 5869): what one of them gives away tells nothing of the others. */
function keysFor(ring: KeyRing, use: string): Buffer[] {
  return installationKeys(ring).map((key) => Buffer.from(hkdfSync('sha256', key, 'staka', use, 32)));
}
