import { type Static, Type } from 'typebox';
import { contract } from '#platform/http/contract.ts';
import { Body, DateTime, Id, Label, Nullable } from '#platform/http/types.ts';
import { PasskeyAttestation } from './passkey-answers.ts';

const FRESH = ['FRESH_AUTHENTICATION_REQUIRED'] as const;
const OWN_FRESH = [...FRESH, 'SECOND_FACTOR_NOT_GIVEN'] as const;

export const Passkey = Type.Object(
  {
    id: Id,
    name: Type.String({ description: 'As its owner calls it' }),
    createdAt: DateTime,
    lastUsedAt: Nullable(DateTime),
    backedUp: Type.Boolean({ description: 'Whether it lives on in the cloud of its maker' }),
  },
  { title: 'Passkey' },
);
export type Passkey = Static<typeof Passkey>;

export const SecondFactors = Type.Object(
  {
    required: Type.Boolean({ description: 'Whether this space asks one of this person' }),
    totp: Nullable(Type.Object({ confirmedAt: DateTime })),
    passkeys: Type.Array(Passkey),
    recoveryCodes: Nullable(Type.Object({ left: Type.Integer(), madeAt: DateTime })),
  },
  { title: 'SecondFactors' },
);
export type SecondFactors = Static<typeof SecondFactors>;

const RecoveryCodes = Type.Array(Type.String({ examples: ['7Q2MX-04HKD'] }), {
  description: 'Each signs in once; shown now and never again',
});

const Added = Type.Object(
  {
    factors: SecondFactors,
    recoveryCodes: Nullable(RecoveryCodes),
    token: Nullable(
      Type.String({
        description:
          'The new secret of the session, for whoever uses it as a bearer: the one before works for 20 s more. Browsers get it as a cookie, and null here',
      }),
    ),
  },
  { title: 'SecondFactorAdded' },
);

const Code = Type.String({
  minLength: 1,
  maxLength: 20,
  description: 'Six digits; spaces do not count',
  examples: ['123456'],
});
const Name = Label({ description: 'What its owner will know it by', examples: ['Téléphone'] });
export const WebAuthnOptions = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description: 'For `PublicKeyCredential.parse…OptionsFromJSON()` (WebAuthn level 3)',
});
const PasskeyParams = Type.Object({ id: Id });

export const readSecondFactorsContract = contract({
  summary: 'Read my second factors',
  tags: ['second-factors'],
  response: SecondFactors,
});

export const offerTotpContract = contract({
  summary: 'Begin to set up an app that shows codes',
  description:
    'Makes a secret, in place of one that no code has confirmed yet. It counts for nothing until a code has. Wants a fresh authentication.',
  tags: ['second-factors'],
  status: 201,
  response: Type.Object({
    secret: Type.String({ description: 'Base32, to be typed where no QR code can be read' }),
    uri: Type.String({ description: '`otpauth://…`, the contents of the QR code' }),
  }),
  errors: [...OWN_FRESH, 'TOTP_ALREADY_ACTIVE'],
});

export const confirmTotpContract = contract({
  summary: 'Activate the app by its first code',
  description:
    'From now on signing in asks for a second factor. With the first factor come ten recovery codes. Wants a fresh authentication.',
  tags: ['second-factors'],
  body: Body({ code: Code }),
  response: Added,
  errors: [...OWN_FRESH, 'TOTP_NOT_FOUND', 'TOTP_ALREADY_ACTIVE', 'TOTP_CODE_WRONG', 'SECOND_FACTOR_UNREADABLE'],
  rateLimit: { max: 30, windowSeconds: 60 },
});

export const removeTotpContract = contract({
  summary: 'Remove the app',
  description: 'With the last factor go the recovery codes. Wants a fresh authentication.',
  tags: ['second-factors'],
  errors: [...OWN_FRESH, 'TOTP_NOT_FOUND'],
});

export const renewRecoveryCodesContract = contract({
  summary: 'Make new recovery codes',
  description: 'Ten of them, in place of those from before. Wants a fresh authentication.',
  tags: ['second-factors'],
  status: 201,
  response: Type.Object({ recoveryCodes: RecoveryCodes }),
  errors: [...OWN_FRESH, 'RECOVERY_CODES_WITHOUT_FACTOR'],
});

export const offerPasskeyContract = contract({
  summary: 'Begin to add a passkey',
  description: 'What the browser needs to make one; good for five minutes, and once. Wants a fresh authentication.',
  tags: ['second-factors'],
  status: 201,
  response: Type.Object({ options: WebAuthnOptions }),
  errors: [...OWN_FRESH],
});

export const addPasskeyContract = contract({
  summary: 'Add a passkey',
  description:
    'It signs in by itself, and is a second factor beside the password. With the first factor come ten recovery codes. Wants a fresh authentication.',
  tags: ['second-factors'],
  body: Body({ name: Name, passkey: PasskeyAttestation }),
  status: 201,
  response: Added,
  errors: [...OWN_FRESH, 'PASSKEY_NOT_ADDED', 'PASSKEY_ALREADY_THERE'],
});

export const renamePasskeyContract = contract({
  summary: 'Rename one of my passkeys',
  tags: ['second-factors'],
  params: PasskeyParams,
  body: Body({ name: Name }),
  response: SecondFactors,
  errors: ['PASSKEY_NOT_FOUND'],
});

export const removePasskeyContract = contract({
  summary: 'Remove one of my passkeys',
  description: 'With the last factor go the recovery codes. Wants a fresh authentication.',
  tags: ['second-factors'],
  params: PasskeyParams,
  errors: [...OWN_FRESH, 'PASSKEY_NOT_FOUND'],
});

export const resetSecondFactorsContract = contract({
  summary: 'Take every second factor away from somebody who has lost theirs',
  description:
    'Administrators, and never their own. Their sessions are closed; their password alone signs them in. Wants a fresh authentication.',
  tags: ['second-factors'],
  params: Type.Object({ id: Id }),
  errors: [...FRESH, 'SECOND_FACTOR_PERSON_NOT_FOUND', 'SECOND_FACTOR_OWN_RESET'],
});
