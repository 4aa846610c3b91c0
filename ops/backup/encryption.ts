import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { backupErrors } from './errors.ts';

/** How every file of the age format begins: https://c2sp.org/age */
export const AGE_MAGIC = Buffer.from('age-encryption.org/v1\n');

export interface KeyPair {
  /** `AGE-SECRET-KEY-1…`: writes and reads. */
  readonly secret: string;
  /** `age1…`: writes only. */
  readonly public: string;
}

export async function makeKeyPair(): Promise<KeyPair> {
  const secret = await generateX25519Identity();
  return { secret, public: await identityToRecipient(secret) };
}

/** Encrypts for all of these keys, secret or public; with none the bytes pass as they are. */
export function encryptingFor(keys: readonly string[]) {
  return async function* encrypt(source: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
    if (keys.length === 0) return yield* source;
    const encrypter = new Encrypter();
    for (const key of keys) encrypter.addRecipient(isSecret(key) ? await identityToRecipient(key) : key);
    yield* await encrypter.encrypt(ReadableStream.from(source));
  };
}

/** @throws BACKUP_KEY_MISSING, BACKUP_KEY_WRONG */
export async function* decrypt(
  source: AsyncIterable<Buffer>,
  { path, keys }: { path: string; keys: readonly string[] },
): AsyncGenerator<Buffer> {
  const secrets = keys.filter(isSecret);
  if (secrets.length === 0) throw backupErrors.BACKUP_KEY_MISSING({ path });
  const decrypter = new Decrypter();
  for (const key of secrets) decrypter.addIdentity(key);
  const opened = await decrypter.decrypt(ReadableStream.from(source)).catch((error: unknown) => {
    throw backupErrors.BACKUP_KEY_WRONG({ path }, { cause: error });
  });
  for await (const chunk of opened) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

function isSecret(key: string): boolean {
  return key.startsWith('AGE-SECRET-KEY-');
}
