import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { newId } from '#platform/ids.ts';
import { issueChallenge, openChallenge } from './challenges.ts';
import { type Changed, changeFactors } from './change-factors.ts';
import { secondFactorErrors } from './errors.ts';
import { challengeIn, type PasskeyAttestation } from './passkey-answers.ts';
import type { OwnFactors } from './policy.ts';
import { insertPasskey, listPasskeys, lockOwner, spendChallengeRow } from './queries.ts';
import { relyingParty, userHandle } from './relying-party.ts';

/** COSE: EdDSA, ES256 and RS256, which every device has one of; the library’s own list sounds out Node first. */
const ALGORITHMS = [-8, -7, -257];

type OwnAllowed = Allowed<'second-factors.change', OwnFactors>;

/** What a browser needs to make a passkey. It is kept on the device, so that it can be found without a name. */
export async function offerPasskey({ config, db }: Context, { owner }: OwnAllowed): Promise<object> {
  const { id, name } = relyingParty({ config }, undefined);
  const challenge = await issueChallenge(db, { purpose: 'PASSKEY_REGISTRATION', userId: owner.id });
  const known = await listPasskeys(db, owner.id);
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  return generateRegistrationOptions({
    rpName: name,
    rpID: id,
    userID: userHandle(owner.id),
    userName: owner.email,
    userDisplayName: `${owner.prenom} ${owner.nom}`.trim() || owner.email,
    challenge: Buffer.from(challenge, 'base64url'),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

interface NewPasskey {
  readonly name: string;
  readonly attestation: PasskeyAttestation;
  readonly origin: string | undefined;
}

/**
 * Keeps the public half of a passkey that a device has just made, under the name its owner knows it by.
 * @throws PASSKEY_NOT_ADDED, PASSKEY_ALREADY_THERE
 */
export async function addPasskey(
  context: Context,
  allowed: OwnAllowed,
  { name, attestation, origin }: NewPasskey,
): Promise<Changed & { readonly id: string }> {
  const { owner } = allowed;
  const token = challengeIn(attestation);
  const challenge = await openChallenge(context.db, 'PASSKEY_REGISTRATION', token);
  if (token === undefined || challenge?.userId !== owner.id) throw secondFactorErrors.PASSKEY_NOT_ADDED();
  const made = await verify(context, { attestation, origin, challenge: token });
  const id = newId();
  const changed = await inTransaction(context.db, async (tx) => {
    await lockOwner(tx, owner.id);
    if (!(await spendChallengeRow(tx, challenge.id))) throw secondFactorErrors.PASSKEY_NOT_ADDED();
    return changeFactors(context, tx, allowed, 'passkey-added', () =>
      insert(tx, { id, userId: owner.id, name, ...made }),
    );
  });
  return { ...changed, id };
}

async function insert(tx: Db, passkey: Parameters<typeof insertPasskey>[1]): Promise<void> {
  if (!(await insertPasskey(tx, passkey))) throw secondFactorErrors.PASSKEY_ALREADY_THERE();
}

type Made = Pick<NewPasskey, 'attestation' | 'origin'> & { readonly challenge: string };

async function verify({ config, log }: Pick<Context, 'config' | 'log'>, { attestation, origin, challenge }: Made) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { id, origins } = relyingParty({ config }, origin);
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      // The library checks every part of it.
      response: attestation as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origins,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!registrationInfo) throw new Error('The signature is not that of the key.');
    const { credential, aaguid, credentialBackedUp } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: [...(credential.transports ?? [])],
      aaguid,
      backedUp: credentialBackedUp,
    };
  } catch (cause) {
    log.info({ err: cause }, 'a passkey was not added');
    throw secondFactorErrors.PASSKEY_NOT_ADDED({}, { cause });
  }
}
