import { Type } from 'typebox';
import { contract } from '#platform/http/contract.ts';
import { DateTime, Id, MessageAnswer, Nullable } from '#platform/http/types.ts';

export const beginImpersonationContract = contract({
  summary: 'Act as somebody',
  description:
    'For administrators who have proved who they are within a quarter of an hour, and never as another administrator. Opens a session of that person, of an hour at most and no longer than the session it is begun from, in the cookie for browsers and in `token` for programs; all that is done with it is recorded with both names, and the person is told. Not allowed with it: whatever concerns the account itself (password, e-mail, second factors, API tokens, sessions, export, erasure), notifications and reading messages in their stead.',
  tags: ['administration'],
  params: Type.Object({ id: Id }),
  response: Type.Object({
    ...MessageAnswer.properties,
    token: Nullable(Type.String({ description: 'Null where it is in the cookie' })),
    expiresAt: DateTime,
  }),
  errors: [
    'FORBIDDEN',
    'ACCOUNT_NOT_FOUND',
    'FRESH_AUTHENTICATION_REQUIRED',
    'IMPERSONATION_OF_ADMINISTRATOR',
    'IMPERSONATION_OF_CLOSED_ACCOUNT',
  ],
  rateLimit: { max: 30, windowSeconds: 60 },
});

export const endImpersonationContract = contract({
  summary: 'Stop acting as somebody',
  description:
    'Closes the session of this request, if it is such a one, and gives a browser the administrator’s own session back, as long as that is open. Also after the hour is over.',
  tags: ['administration'],
  response: Type.Object({
    ...MessageAnswer.properties,
    restored: Type.Boolean({ description: 'Whether the cookie holds the administrator’s own session again' }),
  }),
});
