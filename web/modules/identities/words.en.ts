import type { identitiesFr } from './words.fr.ts';

export const identitiesEn: typeof identitiesFr = {
  elsewhere: 'Sign in with another service',
  continueWith: (label) => `Continue with ${label}`,
  failed: 'Signing in did not succeed. Begin again from this page.',
  failures: {
    OIDC_CANCELLED: 'You broke off signing in. Nothing has changed.',
    OIDC_EXPIRED: 'This was begun too long ago, or in another browser. Begin again here.',
    OIDC_UNAVAILABLE: 'This service does not answer. Try again shortly, or sign in another way.',
    OIDC_EMAIL_UNVERIFIED:
      'This service has not verified your e-mail address. Verify it there, or create an account here with a password.',
    OIDC_ACCOUNT_EXISTS:
      'There is an account with this address already. Sign in as usual first, then link this service from Account, Security.',
    IDENTITY_TAKEN: 'This account is linked to somebody else here already.',
    AUTH_ACCOUNT_DISABLED: 'This account is deactivated. Write to the administrator of your space.',
  },
  title: 'Linked accounts',
  lead: 'The services you can also sign in with.',
  noAddress: 'Without an address',
  lastUsed: 'used',
  link: (label) => `Link ${label}`,
  unlink: 'Unlink',
  unlinkLabel: (label) => `Unlink ${label}`,
  unlinked: (label) => `${label} opens your account no more.`,
};
