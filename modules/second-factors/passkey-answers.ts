import { type Static, Type } from 'typebox';

/** What a browser answers, as `PublicKeyCredential.toJSON()` writes it: base64url, and verified by the library. */
function Bytes(maxLength: number) {
  return Type.String({ minLength: 1, maxLength, pattern: '^[A-Za-z0-9_=-]*$' });
}

const Credential = {
  id: Bytes(1400),
  rawId: Bytes(1400),
  type: Type.Unsafe<'public-key'>({ type: 'string', enum: ['public-key'] }),
  authenticatorAttachment: Type.Optional(Type.String({ maxLength: 50 })),
  clientExtensionResults: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object' })),
};

export const PasskeyAssertion = Type.Object(
  {
    ...Credential,
    response: Type.Object({
      clientDataJSON: Bytes(8000),
      authenticatorData: Bytes(8000),
      signature: Bytes(20_000),
      userHandle: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 100 })),
    }),
  },
  { title: 'PasskeyAssertion', description: 'What `navigator.credentials.get()` gave, as JSON (WebAuthn level 3)' },
);
export type PasskeyAssertion = Static<typeof PasskeyAssertion>;

export const PasskeyAttestation = Type.Object(
  {
    ...Credential,
    response: Type.Object({
      clientDataJSON: Bytes(8000),
      attestationObject: Bytes(60_000),
      authenticatorData: Type.Optional(Bytes(20_000)),
      transports: Type.Optional(Type.Array(Type.String({ maxLength: 30 }), { maxItems: 10 })),
      publicKeyAlgorithm: Type.Optional(Type.Integer()),
      publicKey: Type.Optional(Bytes(20_000)),
    }),
  },
  {
    title: 'PasskeyAttestation',
    description: 'What `navigator.credentials.create()` gave, as JSON (WebAuthn level 3)',
  },
);
export type PasskeyAttestation = Static<typeof PasskeyAttestation>;

/** The challenge that an answer says it is to; undefined where it says none. */
export function challengeIn({ response }: { response: { clientDataJSON: string } }): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'));
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}
