import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Context } from '#platform/context.ts';
import type { AuthChallengeRow, PasskeyRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { issueChallenge, openChallenge } from './challenges.ts';
import { secondFactorErrors } from './errors.ts';
import { challengeIn, type PasskeyAssertion } from './passkey-answers.ts';
import { countUse, findPasskey, listPasskeys, spendChallengeRow } from './queries.ts';
import { relyingParty, userHandle } from './relying-party.ts';

type PasskeyContext = Pick<Context, 'config' | 'db' | 'log'>;

/** A passkey that has signed; nothing is written yet. */
export interface ProvenPasskey {
  readonly userId: string;
  /** Writes down that it was used, with its challenge. @throws PASSKEY_REFUSED when another request was first */
  readonly use: (tx: Db) => Promise<void>;
}

/** What a browser needs to ask for a passkey: of this person, or of whoever it may be. */
export async function askForPasskey({ config, db }: PasskeyContext, userId: string | null): Promise<object> {
  const challenge = await issueChallenge(db, { purpose: 'PASSKEY_AUTHENTICATION', userId });
  const passkeys = userId === null ? [] : await listPasskeys(db, userId);
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return generateAuthenticationOptions({
    rpID: relyingParty({ config }, undefined).id,
    challenge: Buffer.from(challenge, 'base64url'),
    userVerification: 'required',
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  });
}

/**
 * Verifies what a passkey signed: to a challenge of ours, on a page of ours, by somebody who unlocked the device.
 * @param by whose it has to be, or null for whoever it is
 * @throws PASSKEY_REFUSED
 */
export async function provePasskey(
  context: PasskeyContext,
  assertion: PasskeyAssertion,
  { by, origin }: { by: string | null; origin: string | undefined },
): Promise<ProvenPasskey> {
  const token = challengeIn(assertion);
  const challenge = await openChallenge(context.db, 'PASSKEY_AUTHENTICATION', token);
  const passkey = await findPasskey(context.db, assertion.id);
  if (token === undefined || !challenge || !passkey || !isTheirs(passkey, challenge, by))
    throw secondFactorErrors.PASSKEY_REFUSED();
  const { counter, backedUp } = await verify(context, { assertion, passkey, challenge: token, origin });
  return {
    userId: passkey.userId,
    use: async (tx) => {
      const isFirst =
        (await spendChallengeRow(tx, challenge.id)) && (await countUse(tx, passkey, { counter, backedUp }));
      if (!isFirst) throw secondFactorErrors.PASSKEY_REFUSED();
    },
  };
}

function isTheirs(passkey: PasskeyRow, challenge: AuthChallengeRow, by: string | null): boolean {
  return challenge.userId === by && (by === null || passkey.userId === by);
}

interface Signed {
  readonly assertion: PasskeyAssertion;
  readonly passkey: PasskeyRow;
  readonly challenge: string;
  readonly origin: string | undefined;
}

/** @throws PASSKEY_REFUSED, also when the counter goes back: there are two of what should be one (section 6.1.1). */
async function verify({ config, log }: PasskeyContext, { assertion, passkey, challenge, origin }: Signed) {
  const { id, origins } = relyingParty({ config }, origin);
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { response } = assertion;
  try {
    assertHandle(response.userHandle ?? null, passkey.userId);
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      // The library checks every part of it.
      response: assertion as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origins,
      expectedRPID: id,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: Buffer.from(passkey.publicKey, 'base64url'),
        counter: passkey.counter,
      },
    });
    if (!verified) throw new Error('The signature is not that of the key.');
    return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
  } catch (cause) {
    log.warn({ err: cause, userId: passkey.userId, passkeyId: passkey.id }, 'a passkey was refused');
    throw secondFactorErrors.PASSKEY_REFUSED({}, { cause });
  }
}

function assertHandle(handle: string | null, userId: string): void {
  if (handle !== null && !userHandle(userId).equals(Buffer.from(handle, 'base64url')))
    throw new Error('The device files this passkey under somebody else.');
}
