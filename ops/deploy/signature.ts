import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '#platform/storage/durable.ts';

const FILE = 'deploy.key';
/** RFC 8410: what comes before the 32 bytes of an Ed25519 public key in its SubjectPublicKeyInfo. */
const PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The key that signs the reports of this installation, made when it is first asked for. */
export async function signingKey(dataDir: string): Promise<KeyObject> {
  const path = join(dataDir, FILE);
  const found = await readFile(path, 'utf8').catch(() => null);
  return createPrivateKey(found ?? (await makeKey(dataDir, path)));
}

/** The 32 bytes that anybody may know, in base64. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(PREFIX.length).toString('base64');
}

/** Ed25519 (RFC 8032), in base64. */
export function signText(text: string, key: KeyObject): string {
  return sign(null, Buffer.from(text), key).toString('base64');
}

export function isSigned(text: string, signature: string, publicKey: string): boolean {
  const bytes = Buffer.from(publicKey, 'base64');
  if (bytes.length !== 32) return false;
  const key = createPublicKey({ key: Buffer.concat([PREFIX, bytes]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}

/** Of two processes that begin at once both get the key of the first. */
async function makeKey(dataDir: string, path: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  await link(draft, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(draft, { force: true });
  await syncFolder(dataDir);
  return readFile(path, 'utf8');
}
