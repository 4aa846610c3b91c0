import { type Static, Type } from 'typebox';
import { CLERK_USER_STATE } from '#platform/db/database.gen.ts';
import { contract } from '#platform/http/contract.ts';
import { PageQuery, pageOf } from '#platform/http/page.ts';
import { Body, DateTime, Enum, Id, Nullable } from '#platform/http/types.ts';
import { WAITING_REASONS } from './reasons.ts';

const State = Enum(CLERK_USER_STATE, { description: 'WAITING for an administrator, LINKED to a person, or DELETED' });

const Account = Type.Object(
  {
    id: Id,
    prenom: Type.String(),
    nom: Type.String(),
    email: Type.String(),
    emailVerifiedAt: Nullable(DateTime),
    isActive: Type.Boolean(),
  },
  { title: 'ClerkAccount' },
);

export const ClerkUser = Type.Object(
  {
    id: Type.String({ description: 'Clerk’s id' }),
    state: State,
    reason: Nullable(Enum(WAITING_REASONS, { description: 'Why it waits' })),
    email: Nullable(Type.String({ description: 'As Clerk knows it' })),
    emailVerified: Type.Boolean({ description: 'Whether Clerk has verified it' }),
    prenom: Type.String(),
    nom: Type.String(),
    userId: Nullable(Id),
    account: Nullable(Account),
    createdAt: DateTime,
    updatedAt: DateTime,
  },
  { title: 'ClerkUser', description: '`account` is whom it is linked to, or whoever holds its address' },
);
export type ClerkUser = Static<typeof ClerkUser>;

const Params = Type.Object({ id: Id });

export const listClerkUsersContract = contract({
  summary: 'Users of Clerk’s, and who they are here',
  description: 'For administrators. Newest first.',
  tags: ['administration'],
  query: Type.Object({ ...PageQuery, state: Type.Optional(State) }),
  response: pageOf(ClerkUser),
  errors: ['FORBIDDEN', 'CURSOR_INVALID'],
});

export const linkClerkUserContract = contract({
  summary: 'Say who a user of Clerk’s is here',
  description:
    'For administrators. Links them to the person of this id, or to the one who holds their address; from then on they sign in as that person, whatever Clerk says later.',
  tags: ['administration'],
  params: Params,
  body: Body({ userId: Type.Optional(Id) }),
  response: ClerkUser,
  errors: ['FORBIDDEN', 'CLERK_USER_NOT_FOUND', 'CLERK_USER_SETTLED', 'CLERK_LINK_REFUSED', 'ACCOUNT_NOT_FOUND'],
});

export const refuseClerkUserContract = contract({
  summary: 'Say that a user of Clerk’s is nobody here',
  description: 'For administrators. They may be linked later all the same.',
  tags: ['administration'],
  params: Params,
  response: ClerkUser,
  errors: ['FORBIDDEN', 'CLERK_USER_NOT_FOUND', 'CLERK_USER_SETTLED'],
});
