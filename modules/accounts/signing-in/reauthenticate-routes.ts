import { Type } from 'typebox';
import { askForPasskey, WebAuthnOptions } from '#modules/second-factors/module.ts';
import { setSessionCookie, visitorOf } from '#modules/sessions/module.ts';
import { contract } from '#platform/http/contract.ts';
import { post, signedIn } from '#platform/http/route.ts';
import { Body, MessageAnswer, Nullable } from '#platform/http/types.ts';
import { reauthenticate, reauthenticateByFactor } from './reauthenticate.ts';
import { FactorProof } from './second-step-schema.ts';

const reauthenticateContract = contract({
  summary: 'Prove again who I am',
  description:
    'By one of the password, `code`, `recoveryCode` and `passkey`; what is not the password also counts as the second factor of the session. What answers `FRESH_AUTHENTICATION_REQUIRED` is done for a quarter of an hour after this. The session goes on with another token, in the cookie for browsers and in `token` for programs; the one before is good for 20 s more.',
  tags: ['accounts'],
  body: Body({ password: Type.Optional(Type.String({ maxLength: 1000 })), ...FactorProof }),
  response: Type.Object({
    ...MessageAnswer.properties,
    token: Nullable(
      Type.String({
        description: 'Null where it is in the cookie, and where a request in parallel has just been given it',
      }),
    ),
  }),
  errors: [
    'ACCOUNT_PASSWORD_WRONG',
    'SECOND_FACTOR_WRONG',
    'SECOND_FACTOR_UNREADABLE',
    'PASSKEY_REFUSED',
    'AUTH_TOO_MANY_ATTEMPTS',
  ],
  rateLimit: { max: 30, windowSeconds: 60 },
});

const passkeyOptionsContract = contract({
  summary: 'Ask for one of my passkeys, to prove again who I am',
  description: 'What the browser needs to ask for it; good for five minutes, and once.',
  tags: ['accounts'],
  response: Type.Object({ options: WebAuthnOptions }),
  rateLimit: { max: 60, windowSeconds: 60 },
});

const CONFIRMED = { fr: 'Merci : c’est bien vous.', en: 'Thank you: it is you.' };

export const reauthenticateRoutes = [
  post('/auth/reauthenticate', reauthenticateContract, signedIn, async ({ context, actor, body, request, reply }) => {
    const { password, ...proof } = body;
    const answer = { proof, visitor: visitorOf(request), origin: request.headers.origin };
    const token =
      password === undefined
        ? await reauthenticateByFactor(context, actor, answer)
        : await reauthenticate(context, actor, password);
    reply.header('cache-control', 'no-store');
    if (token !== null && actor.via === 'cookie') setSessionCookie(reply, token, context.config);
    return { message: CONFIRMED[actor.langue], token: actor.via === 'cookie' ? null : token };
  }),
  post('/auth/reauthenticate/passkey-options', passkeyOptionsContract, signedIn, async ({ context, actor }) => ({
    options: { ...(await askForPasskey(context, actor.userId)) },
  })),
];
