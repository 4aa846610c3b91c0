import { langueOf } from '#platform/http/language.ts';
import { anyone, del, get, post, put, signedIn } from '#platform/http/route.ts';
import * as contracts from './address-schema.ts';
import { ANSWERS } from './answers.ts';
import { describeOneAdministered } from './describe-administered.ts';
import { emailAddress } from './email-address.ts';
import { answerEmailChange } from './email-change/answer-email-change.ts';
import { changeEmailOf } from './email-change/change-email-of.ts';
import { findOpenEmailChange } from './email-change/queries.ts';
import { requestEmailChange, withdrawEmailChange } from './email-change/request-email-change.ts';
import { mayChangeEmailOf } from './policy.ts';
import { presentEmailChange } from './present.ts';
import { readAccount } from './read-account.ts';
import { undoChange } from './undo/undo-change.ts';

/** What concerns the address of an account, and what the letters to it undo. */
export const addressRoutes = [
  get('/users/me/email', contracts.readEmailContract, signedIn, async ({ context, allowed }) => {
    const { email } = await readAccount(context.db, allowed.userId);
    return { email, change: presentEmailChange(await findOpenEmailChange(context.db, allowed.userId)) };
  }),
  put('/users/me/email', contracts.requestEmailChangeContract, signedIn, async ({ context, allowed, body }) => {
    const email = emailAddress(body.email, allowed.langue);
    await requestEmailChange(context, allowed, { email, password: body.password });
    return { message: ANSWERS[allowed.langue].emailChangeAsked };
  }),
  del('/users/me/email', contracts.withdrawEmailChangeContract, signedIn, ({ context, allowed }) =>
    withdrawEmailChange(context, allowed),
  ),
  post('/auth/email-change', contracts.answerEmailChangeContract, anyone, async ({ context, request, body }) => {
    const state = await answerEmailChange(context, body);
    return { message: ANSWERS[langueOf(request)].emailChange[state], state };
  }),
  post('/auth/undo', contracts.undoChangeContract, anyone, async ({ context, request, body }) => {
    const undone = await undoChange(context, body.token);
    const { undone: words } = ANSWERS[langueOf(request)];
    return { message: undone.isEmailRestored === false ? words.emailGone : words.done, ...undone };
  }),
  put(
    '/admin/users/:id/email',
    contracts.changeEmailOfContract,
    mayChangeEmailOf,
    async ({ context, allowed, actor, body }) => {
      const changed = await changeEmailOf(context, allowed, emailAddress(body.email, actor.langue));
      return describeOneAdministered(context.db, changed);
    },
  ),
];
