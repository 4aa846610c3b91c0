import type { FastifyReply } from 'fastify';
import { setSessionCookie } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import type { Actor } from '#platform/http/actor.ts';
import { del, get, patch, post, put, signedIn } from '#platform/http/route.ts';
import { mustHaveSecondFactor } from '#platform/http/second-factor.ts';
import { addPasskey, offerPasskey } from './add-passkey.ts';
import type { Changed } from './change-factors.ts';
import { removePasskey, renamePasskey } from './change-passkey.ts';
import { listFactors } from './list-factors.ts';
import { mayChangeFactors, mayRemovePasskey, mayRenamePasskey, mayResetFactors } from './policy.ts';
import { presentFactors } from './present.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { resetFactors } from './reset-factors.ts';
import * as contracts from './schema.ts';
import { confirmTotp, offerTotp, removeTotp } from './set-up-totp.ts';

const OWN = '/users/me/second-factors';

export const secondFactorsRoutes = [
  get(OWN, contracts.readSecondFactorsContract, signedIn, ({ context, actor }) => factorsOf(context, actor)),
  post(`${OWN}/totp`, contracts.offerTotpContract, mayChangeFactors, ({ context, allowed }) =>
    offerTotp(context, allowed),
  ),
  put(`${OWN}/totp/activation`, contracts.confirmTotpContract, mayChangeFactors, async (call) => {
    const { context, allowed, body } = call;
    return answerAdded(call, await confirmTotp(context, allowed, body.code));
  }),
  del(`${OWN}/totp`, contracts.removeTotpContract, mayChangeFactors, ({ context, allowed }) =>
    removeTotp(context, allowed),
  ),
  post(
    `${OWN}/recovery-codes`,
    contracts.renewRecoveryCodesContract,
    mayChangeFactors,
    async ({ context, allowed }) => ({ recoveryCodes: await renewRecoveryCodes(context, allowed) }),
  ),
  post(`${OWN}/passkeys/options`, contracts.offerPasskeyContract, mayChangeFactors, async ({ context, allowed }) => ({
    options: { ...(await offerPasskey(context, allowed)) },
  })),
  post(`${OWN}/passkeys`, contracts.addPasskeyContract, mayChangeFactors, async (call) => {
    const { context, allowed, body, request } = call;
    const { origin } = request.headers;
    const added = { name: nameIn(body), attestation: body.passkey, origin };
    return answerAdded(call, await addPasskey(context, allowed, added));
  }),
  patch(
    `${OWN}/passkeys/:id`,
    contracts.renamePasskeyContract,
    mayRenamePasskey,
    async ({ context, allowed, actor, body }) => {
      await renamePasskey(context, allowed, nameIn(body));
      return factorsOf(context, actor);
    },
  ),
  del(`${OWN}/passkeys/:id`, contracts.removePasskeyContract, mayRemovePasskey, ({ context, allowed }) =>
    removePasskey(context, allowed),
  ),
  del(
    '/admin/users/:id/second-factors',
    contracts.resetSecondFactorsContract,
    mayResetFactors,
    ({ context, allowed }) => resetFactors(context, allowed),
  ),
];

/** Half a character cannot be stored. */
function nameIn({ name }: { name: string }): string {
  return name.trim().toWellFormed();
}

async function factorsOf({ config, db }: Context, actor: Actor) {
  return presentFactors(await listFactors(db, actor.userId), mustHaveSecondFactor(actor, config));
}

interface Answering {
  readonly context: Context;
  readonly actor: Actor;
  readonly reply: FastifyReply;
}

async function answerAdded({ context, actor, reply }: Answering, { recoveryCodes, token }: Changed) {
  const isBrowser = actor.via === 'cookie';
  if (isBrowser && token !== null) setSessionCookie(reply, token, context.config);
  return { factors: await factorsOf(context, actor), recoveryCodes, token: isBrowser ? null : token };
}
