import { Type } from 'typebox';
import { PasskeyAssertion, WebAuthnOptions } from '#modules/second-factors/module.ts';
import { contract } from '#platform/http/contract.ts';
import { Body } from '#platform/http/types.ts';
import { SignedIn } from '../schema.ts';

const Challenge = Type.String({ minLength: 1, maxLength: 200, description: 'From `POST /auth/login`' });

/** What may be given as a second factor. */
export const FactorProof = {
  code: Type.Optional(
    Type.String({ minLength: 1, maxLength: 20, description: 'Of the app: six digits; spaces do not count' }),
  ),
  recoveryCode: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: 'Used up by it' })),
  passkey: Type.Optional(PasskeyAssertion),
};

export const secondFactorContract = contract({
  summary: 'Give the second factor',
  description:
    'One of `code`, `recoveryCode` and `passkey`; the answer is that of a sign-in. Five tries a challenge; the guesses at an account wait as those at its password do.',
  tags: ['accounts'],
  body: Body({ challenge: Challenge, ...FactorProof }),
  response: SignedIn,
  errors: [
    'SECOND_FACTOR_WRONG',
    'SECOND_FACTOR_EXPIRED',
    'SECOND_FACTOR_UNREADABLE',
    'PASSKEY_REFUSED',
    'AUTH_TOO_MANY_ATTEMPTS',
  ],
  rateLimit: { max: 60, windowSeconds: 60 },
});

export const secondFactorPasskeyContract = contract({
  summary: 'Ask for a passkey as the second factor',
  description: 'What the browser needs to ask for one of the person’s passkeys; good for five minutes, and once.',
  tags: ['accounts'],
  body: Body({ challenge: Challenge }),
  response: Type.Object({ options: WebAuthnOptions }),
  errors: ['SECOND_FACTOR_EXPIRED'],
  rateLimit: { max: 60, windowSeconds: 60 },
});

export const passkeyOptionsContract = contract({
  summary: 'Ask for a passkey to sign in by',
  description: 'What the browser needs to ask for the passkey of whoever it is; good for five minutes, and once.',
  tags: ['accounts'],
  response: Type.Object({ options: WebAuthnOptions }),
  rateLimit: { max: 60, windowSeconds: 60 },
});

export const passkeyLoginContract = contract({
  summary: 'Sign in by a passkey alone',
  description: 'The answer is that of a sign-in. The device has to have asked for a finger, a face or a PIN.',
  tags: ['accounts'],
  body: Body({ passkey: PasskeyAssertion }),
  response: SignedIn,
  errors: ['PASSKEY_REFUSED', 'AUTH_ACCOUNT_DISABLED', 'AUTH_EMAIL_NOT_CONFIRMED'],
  rateLimit: { max: 60, windowSeconds: 60 },
});
