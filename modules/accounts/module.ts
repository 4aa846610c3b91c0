import type { Module } from '#platform/module.ts';
import { accountsEffects } from './events.ts';
import { accountsRoutes } from './routes.ts';
import { sweepAccounts } from './sweep-accounts.ts';

export { addressIn, emailAddress } from './email-address.ts';
export { accountErrors } from './errors.ts';
export {
  accountOpened,
  changeUndone,
  emailChanged,
  emailChangeRefused,
  emailChangeRequested,
  loginFailed,
  passwordChanged,
  passwordResetRequested,
  roleChanged,
  userCreated,
  userDeactivated,
  userInvited,
  userReactivated,
  userRegistered,
  userViewed,
} from './events.ts';
export { sendServiceLinkedNotice } from './letters/send-security-letter.ts';
export { createUser } from './opening/create-user.ts';
export { newPassword, type PasswordOwner } from './passwords/new-password.ts';
export { markOf } from './passwords/password-mark.ts';
export { personName } from './person-name.ts';
export { operatorMayCreateUser } from './policy.ts';
export {
  isNotificationEvent,
  isWanted,
  NOTIFICATION_EVENTS,
  type NotificationEvent,
} from './preferences/notification-choices.ts';
export { type Quiet, type QuietHours, quietAt } from './preferences/quiet-hours.ts';
export { updatePreferences } from './preferences/update-preferences.ts';
export { presentPerson, presentUser } from './present.ts';
export {
  type AccountRow,
  findAccount,
  findCredentials,
  findCredentialsByEmail,
  insertUser,
  lockActiveAdministrators,
  spendTokens,
  type UserChanges,
  unassignTickets,
  updateUser,
  upsertPreferences,
} from './queries.ts';
export { readAccount } from './read-account.ts';
export { Person, User } from './schema.ts';
export { proveOneself } from './signing-in/prove-oneself.ts';

export const accountsModule: Module = {
  name: 'accounts',
  routes: accountsRoutes,
  effects: accountsEffects,
  start: (context) => sweepAccounts(context),
};
