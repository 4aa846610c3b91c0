import type { apiTokensFr } from './words.fr.ts';

export const apiTokensEn: typeof apiTokensFr = {
  title: 'API tokens',
  lead: 'For programs that work in your name. A token never touches your account nor its security.',
  create: 'New token',
  createLead: 'Give it as few rights as possible, and an end.',
  empty: 'No token',
  emptyText: 'The tokens you make for your programs will appear here.',
  name: 'Name',
  nameHint: 'What it is for, such as “Nightly backup”.',
  access: 'Rights',
  accesses: { read: 'Read', write: 'Read and write', admin: 'Read, write and administer' },
  accessHints: {
    read: 'All that you see, without changing anything.',
    write: 'All that you see and may change, but your account.',
    admin: 'The pages of administration, too, but for accounts and rights.',
  },
  scopesOf: (scopes) => {
    if (scopes.includes('admin'))
      return scopes.includes('write') ? 'Reads, writes, administers' : 'Reads, administration too';
    return scopes.includes('write') ? 'Reads and writes' : 'Reads';
  },
  expiry: 'Expires in',
  days: (days) => ({ '30': '30 days', '90': '90 days', '365': 'A year' })[days] ?? 'Never',
  submit: 'Make the token',
  made: 'Your token is ready',
  madeText: 'Send it in the Authorization header, after “Bearer”.',
  once: 'Copy it now: it will never be shown again.',
  token: 'Token',
  copy: 'Copy',
  copied: 'The token is copied.',
  done: 'I have copied the token',
  expires: 'Expires on',
  expired: 'Expired',
  noExpiry: 'Does not expire',
  lastUsed: 'Used',
  neverUsed: 'Never used',
  revoke: 'Revoke',
  revokeLabel: (name) => `Revoke the token “${name}”`,
  revokeTitle: (name) => `Revoke “${name}”?`,
  revokeText: 'The programs that use it stop at once, and their sessions are closed.',
  revoked: 'The token is revoked.',
};
