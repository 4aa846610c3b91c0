import type { accountsFr } from './words.fr.ts';

export const accountsEn: typeof accountsFr = {
  email: 'E-mail address',
  emailInvalid: 'Write a complete address, such as first.last@example.com.',
  password: 'Password',
  newPassword: 'New password',
  currentPassword: 'Current password',
  passwordHint: 'At least 8 characters. A sentence you remember does very well.',
  passwordShort: (missing) => `Add ${missing} more character${missing > 1 ? 's' : ''}: at least 8 are needed.`,
  prenom: 'First name',
  nom: 'Last name',
  login: {
    title: 'Sign in',
    submit: 'Sign in',
    forgot: 'Forgotten password?',
    register: 'Create an account',
    noAccount: 'No account yet?',
    again: 'Your session has ended',
    againText: 'Type your password to go on. Nothing you wrote is lost.',
    another: 'Leave this session',
  },
};
