import { listOwed } from '#modules/consents/module.ts';
import { visitorOf } from '#modules/sessions/module.ts';
import type { Langue } from '#platform/http/actor.ts';
import { langueOf } from '#platform/http/language.ts';
import { anyone, get, patch, post, put, signedIn } from '#platform/http/route.ts';
import { addressRoutes } from './address-routes.ts';
import { ANSWERS } from './answers.ts';
import { changeUser } from './change-user.ts';
import { describeAdministered, describeOneAdministered } from './describe-administered.ts';
import { emailAddress } from './email-address.ts';
import { requestConfirmation, requestPasswordReset } from './letters/request-letter.ts';
import { listUsers } from './list-users.ts';
import { acceptInvitation } from './opening/accept-invitation.ts';
import { addUser } from './opening/add-user.ts';
import { confirmEmail } from './opening/confirm-email.ts';
import { inviteUser } from './opening/invite-user.ts';
import { register } from './opening/register.ts';
import { sendInvitation } from './opening/send-invitation.ts';
import { changePassword } from './passwords/change-password.ts';
import { newPassword } from './passwords/new-password.ts';
import { resetPassword } from './passwords/reset-password.ts';
import { personName } from './person-name.ts';
import { mayAdministerUser, mayAdministerUsers } from './policy.ts';
import { updatePreferences } from './preferences/update-preferences.ts';
import { presentPerson, presentPreferences, presentUser } from './present.ts';
import { readAccount } from './read-account.ts';
import * as contracts from './schema.ts';
import { login } from './signing-in/login.ts';
import { reauthenticateRoutes } from './signing-in/reauthenticate-routes.ts';
import { secondStepRoutes } from './signing-in/second-step-routes.ts';
import { LOGGED_IN, signIn } from './signing-in/sign-in.ts';
import { tellOfView } from './tell-of-view.ts';
import { updateProfile } from './update-profile.ts';

const openingRoutes = [
  post('/auth/register', contracts.registerContract, anyone, async ({ context, request, body }) => {
    const langue = langueOf(request);
    const person = { email: emailAddress(body.email, langue), ...names(body, langue) };
    const password = await newPassword(body.password, { langue, person });
    await register(context, { ...person, password, langue });
    return { message: ANSWERS[langue].registered };
  }),
  post('/auth/confirm-email', contracts.confirmEmailContract, anyone, async ({ context, request, reply, body }) => {
    const opened = await confirmEmail(context, { token: body.token, visitor: visitorOf(request) });
    return signIn(context, reply, opened, ANSWERS[langueOf(request)].confirmed);
  }),
  post(
    '/auth/resend-confirmation',
    contracts.resendConfirmationContract,
    anyone,
    async ({ context, request, body }) => {
      const langue = langueOf(request);
      await requestConfirmation(context, emailAddress(body.email, langue));
      return { message: ANSWERS[langue].letterOnItsWay };
    },
  ),
  post(
    '/auth/accept-invitation',
    contracts.acceptInvitationContract,
    anyone,
    async ({ context, request, reply, body }) => {
      const langue = langueOf(request);
      const { token, password } = body;
      const acceptance = { ...names(body, langue), token, password, langue, visitor: visitorOf(request) };
      return signIn(context, reply, await acceptInvitation(context, acceptance), ANSWERS[langue].welcome);
    },
  ),
];

const passwordRoutes = [
  post('/auth/login', contracts.loginContract, anyone, async ({ context, request, reply, body }) => {
    const opened = await login(context, { ...body, visitor: visitorOf(request) });
    if ('challenge' in opened) return { ...opened, secondFactorRequired: true as const, methods: [...opened.methods] };
    return signIn(context, reply, opened, LOGGED_IN);
  }),
  post(
    '/auth/request-password-reset',
    contracts.requestPasswordResetContract,
    anyone,
    async ({ context, request, body }) => {
      const langue = langueOf(request);
      await requestPasswordReset(context, emailAddress(body.email, langue));
      return { message: ANSWERS[langue].letterOnItsWay };
    },
  ),
  post('/auth/reset-password', contracts.resetPasswordContract, anyone, async ({ context, request, body }) => {
    const langue = langueOf(request);
    await resetPassword(context, { ...body, langue });
    return { message: ANSWERS[langue].passwordReset };
  }),
  put('/users/me/password', contracts.changePasswordContract, signedIn, async ({ context, allowed, body }) => {
    await changePassword(context, allowed, { current: body.currentPassword, next: body.newPassword });
    return { message: ANSWERS[allowed.langue].passwordChanged };
  }),
];

const ownRoutes = [
  get('/auth/me', contracts.readMeContract, signedIn, async ({ context, allowed }) => ({
    user: presentUser(await readAccount(context.db, allowed.userId)),
    // Nobody agrees to anything in somebody else's name.
    consentsOwed: allowed.impersonatorId ? [] : await listOwed(context.db, context.config, allowed.userId),
    impersonator: allowed.impersonatorId ? presentPerson(await readAccount(context.db, allowed.impersonatorId)) : null,
  })),
  get('/users/me/profile', contracts.readProfileContract, signedIn, async ({ context, allowed }) =>
    presentUser(await readAccount(context.db, allowed.userId)),
  ),
  put('/users/me/profile', contracts.updateProfileContract, signedIn, async ({ context, allowed, body }) =>
    presentUser(await updateProfile(context, allowed, { ...body, ...names(body, allowed.langue) })),
  ),
  get('/users/me/preferences', contracts.readPreferencesContract, signedIn, async ({ context, allowed }) =>
    presentPreferences(await readAccount(context.db, allowed.userId)),
  ),
  put('/users/me/preferences', contracts.updatePreferencesContract, signedIn, async ({ context, allowed, body }) =>
    presentPreferences(await updatePreferences(context, allowed, body)),
  ),
];

const administrationRoutes = [
  get('/admin/users', contracts.listUsersContract, mayAdministerUsers, async ({ context, allowed, query }) => {
    const { items, next } = await listUsers(context, allowed, query);
    return { items: await describeAdministered(context.db, items), next };
  }),
  post('/admin/users', contracts.inviteUserContract, mayAdministerUsers, async ({ context, allowed, body }) => {
    const { langue } = allowed;
    const email = emailAddress(body.email, langue);
    const person = { email, ...names(body, langue), role: body.role };
    const verb = body.invite === false ? addUser : inviteUser;
    return describeOneAdministered(context.db, await verb(context, allowed, person));
  }),
  get('/admin/users/:id', contracts.readUserContract, mayAdministerUser, async ({ context, allowed }) => {
    await tellOfView(context, allowed);
    return describeOneAdministered(context.db, allowed.account);
  }),
  patch('/admin/users/:id', contracts.changeUserContract, mayAdministerUser, async ({ context, allowed, body }) =>
    describeOneAdministered(context.db, await changeUser(context, allowed, body)),
  ),
  post(
    '/admin/users/:id/invitation',
    contracts.sendInvitationContract,
    mayAdministerUser,
    async ({ context, allowed, actor }) => {
      await sendInvitation(context, allowed);
      return { message: ANSWERS[actor.langue].letterOnItsWay };
    },
  ),
];

export const accountsRoutes = [
  ...openingRoutes,
  ...passwordRoutes,
  ...reauthenticateRoutes,
  ...addressRoutes,
  ...secondStepRoutes,
  ...ownRoutes,
  ...administrationRoutes,
];

type Names = { prenom?: string; nom?: string };

/** The names that are given, in the form in which they are kept. */
function names<Given extends Names>({ prenom, nom }: Given, langue: Langue): Pick<Given, keyof Names & keyof Given> {
  const kept: Names = {};
  if (prenom !== undefined) kept.prenom = personName('prenom', prenom, langue);
  if (nom !== undefined) kept.nom = personName('nom', nom, langue);
  return kept as Pick<Given, keyof Names & keyof Given>; // the same fields as were given
}
