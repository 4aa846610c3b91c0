import { type Static, Type } from 'typebox';
import { contract } from '#platform/http/contract.ts';
import { Body, DateTime, Enum, Id, MessageAnswer, Nullable } from '#platform/http/types.ts';
import { EMAIL_CHANGE_STATES } from './email-change/answer-email-change.ts';
import { AdministeredUser, Email, SecretLinkToken } from './schema.ts';

export const EmailChange = Type.Object(
  {
    newEmail: Type.String(),
    presentConfirmed: Type.Boolean({ description: 'The present address has said yes' }),
    newConfirmed: Type.Boolean({ description: 'The new address has said yes' }),
    expiresAt: DateTime,
  },
  { title: 'EmailChange' },
);
export type EmailChange = Static<typeof EmailChange>;

export const readEmailContract = contract({
  summary: 'My address, and the one that is to take its place',
  tags: ['accounts'],
  response: Type.Object({ email: Type.String(), change: Nullable(EmailChange) }),
});

export const requestEmailChangeContract = contract({
  summary: 'Ask for another address',
  description:
    'Wants the password. A letter goes to the present address and one to the new one: the change is made when both have confirmed it, within 24 hours. Takes the place of an earlier request. Answers alike whether the new address is known or not.',
  tags: ['accounts'],
  body: Body({ email: Email, password: Type.String({ maxLength: 1000 }) }),
  status: 202,
  response: MessageAnswer,
  errors: [
    'ACCOUNT_EMAIL_INVALID',
    'ACCOUNT_EMAIL_SAME',
    'ACCOUNT_PASSWORD_WRONG',
    'ACCOUNT_TOO_MANY_LETTERS',
    'AUTH_TOO_MANY_ATTEMPTS',
    'SERVICE_UNAVAILABLE',
  ],
  rateLimit: { max: 30, windowSeconds: 60 },
});

export const withdrawEmailChangeContract = contract({
  summary: 'Take my request for another address back',
  tags: ['accounts'],
});

export const answerEmailChangeContract = contract({
  summary: 'Confirm or refuse a change of address',
  description:
    'By the link in the letter to either address, which is good once and for 24 hours. The second confirmation makes the change; one refusal ends it.',
  tags: ['accounts'],
  body: Body({ token: SecretLinkToken, accept: Type.Boolean() }),
  response: Type.Object({
    message: Type.String({ description: 'A sentence in the reader’s language' }),
    state: Enum(EMAIL_CHANGE_STATES, {
      description: 'WAITING for the other address, DONE, or REFUSED',
    }),
  }),
  errors: ['AUTH_LINK_INVALID', 'ACCOUNT_EMAIL_TAKEN'],
  rateLimit: { max: 30, windowSeconds: 60 },
});

export const undoChangeContract = contract({
  summary: 'Undo what a letter about my security tells of',
  description:
    'By the link in the letter, which is good once and for seven days. Closes every session, gives the account its former address back where that had changed, and makes the password useless: `token` sets a new one at `POST /auth/reset-password` within the hour.',
  tags: ['accounts'],
  body: Body({ token: SecretLinkToken }),
  response: Type.Object({
    message: Type.String({ description: 'A sentence in the reader’s language' }),
    token: Type.String({ description: 'For `POST /auth/reset-password`' }),
    isEmailRestored: Nullable(
      Type.Boolean({ description: 'Null when the address had not changed; false when somebody else has it by now' }),
    ),
  }),
  errors: ['AUTH_LINK_INVALID'],
  rateLimit: { max: 30, windowSeconds: 60 },
});

export const changeEmailOfContract = contract({
  summary: 'Give a person who has lost their address another one',
  description:
    'For administrators who have just proved who they are, and never for one. The change is made at once; a letter to the former address can undo it for seven days.',
  tags: ['administration'],
  params: Type.Object({ id: Id }),
  body: Body({ email: Email }),
  response: AdministeredUser,
  errors: [
    'FORBIDDEN',
    'FRESH_AUTHENTICATION_REQUIRED',
    'ACCOUNT_NOT_FOUND',
    'ACCOUNT_ERASED',
    'ACCOUNT_EMAIL_INVALID',
    'ACCOUNT_EMAIL_OF_ADMINISTRATOR',
    'ACCOUNT_EMAIL_SAME',
    'ACCOUNT_EMAIL_TAKEN',
  ],
});
