import { generateKeyPairSync, hash, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { generateSync } from 'otplib';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import type { TestAnswer, TestApp, TestPerson } from '#test/app.ts';
import type { PasskeyAssertion, PasskeyAttestation } from './passkey-answers.ts';

const OWN = '/api/users/me/second-factors';

/** The code that an app shows, so many time steps from now. */
export function codeOf(secret: string, stepsFromNow = 0): string {
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + stepsFromNow * 30 });
}

/** Sets up an app for somebody; its first code is used up by it. */
export async function withTotp(app: TestApp, as: TestPerson): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = (await app.call({ method: 'POST', url: `${OWN}/totp`, as })).body;
  const answer = await app.call({
    method: 'PUT',
    url: `${OWN}/totp/activation`,
    as,
    body: { code: codeOf(secret, -1) },
  });
  return { secret, recoveryCodes: answer.body.recoveryCodes };
}

/** Has a device make a passkey for somebody. */
export async function withPasskey(
  app: TestApp,
  as: TestPerson,
  device: Device,
  name = 'Téléphone',
): Promise<TestAnswer> {
  const { options } = (await app.call({ method: 'POST', url: `${OWN}/passkeys/options`, as })).body;
  const passkey = device.create(options.challenge, options.user.id);
  return app.call({ method: 'POST', url: `${OWN}/passkeys`, as, body: { name, passkey } });
}

/** What a device may do wrong. */
export interface Oddity {
  readonly origin?: string;
  readonly rpId?: string;
  readonly counter?: number;
  /** @default true: a finger, a face or a PIN was asked for */
  readonly verified?: boolean;
  readonly userHandle?: string;
}

export interface Device {
  create(challenge: string, userHandle: string, oddity?: Oddity): PasskeyAttestation;
  get(challenge: string, oddity?: Oddity): PasskeyAssertion;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

/** A device with one passkey that signs as WebAuthn says (level 3, sections 6.1 and 6.5), in software. */
export function aDevice(
  site: { origin: string; rpId: string } = { origin: 'http://localhost:3001', rpId: 'localhost' },
): Device {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const cose = isoCBOR.encode(
    new Map<number, number | Uint8Array<ArrayBuffer>>([
      ...[[1, 2] as const, [3, -7] as const, [-1, 1] as const],
      ...[[-2, bytesOf(x)] as const, [-3, bytesOf(y)] as const],
    ]),
  );
  let counter = 0;
  let handle: string | undefined;

  function authenticatorData({ rpId = site.rpId, verified = true, ...oddity }: Oddity, attested: Uint8Array): Buffer {
    counter = oddity.counter ?? counter + 1;
    const flags = PRESENT | (verified ? VERIFIED : 0) | (attested.length > 0 ? ATTESTED : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([hash('sha256', rpId, 'buffer'), Buffer.from([flags]), count, attested]);
  }

  function clientData(type: string, challenge: string, { origin = site.origin }: Oddity): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  const credential = { id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {} } as const;

  return {
    create: (challenge, userHandle, oddity = {}) => {
      handle = userHandle;
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const authData = new Uint8Array(authenticatorData(oddity, attested));
      const attestation = new Map<string, string | Uint8Array<ArrayBuffer> | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]);
      const clientDataJSON = text(clientData('webauthn.create', challenge, oddity));
      return { ...credential, response: { clientDataJSON, attestationObject: text(isoCBOR.encode(attestation)) } };
    },
    get: (challenge, oddity = {}) => {
      const data = authenticatorData(oddity, new Uint8Array());
      const client = clientData('webauthn.get', challenge, oddity);
      const signature = sign('sha256', Buffer.concat([data, hash('sha256', client, 'buffer')]), privateKey);
      const userHandle = oddity.userHandle ?? handle ?? null;
      const response = { clientDataJSON: text(client), authenticatorData: text(data), signature: text(signature) };
      return { ...credential, response: { ...response, userHandle } };
    },
  };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64url, 'base64url'));
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** A passkey of which nobody has the private half; its owner has given it in their sessions. */
export async function aPasskey(db: Db, userId: string): Promise<string> {
  const id = newId();
  const credentialId = randomBytes(32).toString('base64url');
  const passkey = { credentialId, publicKey: 'x', counter: 0, name: 'Clé', backedUp: false };
  await db
    .insertInto('passkeys')
    .values({ id, userId, ...passkey })
    .execute();
  await db.updateTable('user_sessions').set({ secondFactorAt: new Date() }).where('userId', '=', userId).execute();
  return id;
}
