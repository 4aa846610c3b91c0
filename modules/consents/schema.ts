import { type Static, Type } from 'typebox';
import { contract } from '#platform/http/contract.ts';
import { Body, DateTime, Nullable } from '#platform/http/types.ts';

const Kind = Type.String({ examples: ['cgu', 'newsletter'] });
const TextUrl = Type.String({ description: 'Where its text is: an address, or a path of this site' });

export const AskedConsent = Type.Object(
  { kind: Kind, version: Type.String({ description: 'Of the text' }), url: TextUrl },
  { title: 'AskedConsent' },
);

export const Consent = Type.Object(
  {
    kind: Kind,
    isRequired: Type.Boolean({ description: 'Goes with the account, and cannot be withdrawn alone' }),
    url: Nullable(TextUrl),
    version: Nullable(Type.String({ description: 'Of the text agreed to; null when one never did' })),
    grantedAt: Nullable(DateTime),
    withdrawnAt: Nullable(DateTime),
  },
  { title: 'Consent' },
);
export type Consent = Static<typeof Consent>;

export const listAskedContract = contract({
  summary: 'What one agrees to with an account',
  description: 'The texts that TERMS_URL and PRIVACY_URL name; none where neither is set.',
  tags: ['accounts'],
  response: Type.Object({ items: Type.Array(AskedConsent) }),
});

export const listConsentsContract = contract({
  summary: 'What I have agreed to',
  tags: ['personal data'],
  response: Type.Object({ items: Type.Array(Consent) }),
});

export const changeConsentContract = contract({
  summary: 'Give or withdraw a consent',
  description:
    'What goes with the account is given so by whoever saw no form, and when its text has changed: `consentsOwed` of `/auth/me` names it. What no account needs is also withdrawn.',
  tags: ['personal data'],
  params: Type.Object({ kind: Type.String({ maxLength: 50 }) }),
  body: Body({ granted: Type.Boolean() }),
  response: Type.Object({ items: Type.Array(Consent) }),
  errors: ['CONSENT_UNKNOWN', 'CONSENT_NOT_WITHDRAWABLE'],
});
