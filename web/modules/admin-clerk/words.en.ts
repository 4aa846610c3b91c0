import type { adminClerkFr } from './words.fr.ts';

export const adminClerkEn: typeof adminClerkFr = {
  title: 'Arrivals from Clerk',
  lead: 'The people of Clerk whom we could not recognise without a risk. Say who they are here.',
  empty: 'Nobody is waiting',
  emptyText: 'Whoever comes from Clerk is created, or linked to their account, without anything for you to do.',
  nameless: 'Without a name',
  noAddress: 'Without an address',
  reasons: {
    EMAIL_UNVERIFIED_AT_CLERK: 'An account here has this address, but Clerk has not verified it.',
    EMAIL_UNCONFIRMED_HERE: 'An account here has this address, but nobody has confirmed it.',
    ACCOUNT_DEACTIVATED: 'The account here with this address is deactivated.',
    ACCOUNT_OF_ANOTHER: 'The account with this address is linked to somebody else of Clerk’s already.',
    UNLINKED: 'This person has unlinked Clerk from their account.',
    REFUSED: 'You have refused this person.',
  },
  account: (name, email) => `Account here: ${name} (${email})`,
  noAccount: 'No account here has this address.',
  link: 'Link to this account',
  linkLabel: (who) => `Link ${who} to the account with their address`,
  refuse: 'Refuse',
  refuseLabel: (who) => `Refuse ${who}`,
  linked: (who) => `${who} comes in by Clerk from now on.`,
  refused: (who) => `${who} does not come in by Clerk.`,
};
