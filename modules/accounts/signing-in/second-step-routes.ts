import { askForPasskey, findStep } from '#modules/second-factors/module.ts';
import { visitorOf } from '#modules/sessions/module.ts';
import { anyone, post } from '#platform/http/route.ts';
import { loginByPasskey, passSecondStep } from './second-step.ts';
import * as contracts from './second-step-schema.ts';
import { LOGGED_IN, signIn } from './sign-in.ts';

export const secondStepRoutes = [
  post('/auth/second-factor', contracts.secondFactorContract, anyone, async ({ context, request, reply, body }) => {
    const { challenge, ...proof } = body;
    const answer = { challenge, proof, visitor: visitorOf(request), origin: request.headers.origin };
    return signIn(context, reply, await passSecondStep(context, answer), LOGGED_IN);
  }),
  post(
    '/auth/second-factor/passkey-options',
    contracts.secondFactorPasskeyContract,
    anyone,
    async ({ context, body }) => {
      const { userId } = await findStep(context.db, body.challenge);
      return { options: { ...(await askForPasskey(context, userId)) } };
    },
  ),
  post('/auth/passkey/options', contracts.passkeyOptionsContract, anyone, async ({ context }) => ({
    options: { ...(await askForPasskey(context, null)) },
  })),
  post('/auth/passkey', contracts.passkeyLoginContract, anyone, async ({ context, request, reply, body }) => {
    const answer = { passkey: body.passkey, visitor: visitorOf(request), origin: request.headers.origin };
    return signIn(context, reply, await loginByPasskey(context, answer), LOGGED_IN);
  }),
];
