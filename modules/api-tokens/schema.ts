import { type Static, Type } from 'typebox';
import { SCOPES } from '#platform/http/actor.ts';
import { contract } from '#platform/http/contract.ts';
import { Body, DateTime, Enum, Id, Label, Nullable } from '#platform/http/types.ts';

const Scope = Enum(SCOPES, {
  description: '`read` what its person sees; `write`: change it, too; `admin`: also what is under `/admin`',
});

export const ApiToken = Type.Object(
  {
    id: Id,
    name: Type.String(),
    prefix: Type.String({ description: 'How the token begins', examples: ['staka_1k9x2v'] }),
    scopes: Type.Array(Scope),
    createdAt: DateTime,
    expiresAt: Nullable(DateTime),
    lastUsedAt: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      format: 'date-time',
      description: 'RFC 3339, UTC; exact to the minute',
    }),
  },
  { title: 'ApiToken' },
);
export type ApiToken = Static<typeof ApiToken>;

export const listApiTokensContract = contract({
  summary: 'List my API tokens',
  description: 'Those that are not revoked, the newest first; at most 50. Their secrets are not known any more.',
  tags: ['api-tokens'],
  response: Type.Object({ items: Type.Array(ApiToken), next: Type.Null() }),
});

export const createApiTokenContract = contract({
  summary: 'Make an API token',
  description:
    'Needs a fresh authentication. The token is in this answer and never shown again; send it as `Authorization: Bearer staka_…`. A token never does what concerns accounts and their security.',
  tags: ['api-tokens'],
  body: Body({
    name: Label({ description: 'What it is for' }),
    scopes: Type.Array(Scope, { maxItems: 10, description: 'Every token reads, whether `read` is named or not' }),
    expiresInDays: Nullable(Type.Integer({ minimum: 1, maximum: 3650, description: 'Null: it does not expire' })),
  }),
  status: 201,
  response: Type.Object({ apiToken: ApiToken, token: Type.String({ description: 'The secret itself' }) }),
  errors: ['FRESH_AUTHENTICATION_REQUIRED', 'FORBIDDEN', 'API_TOKEN_TOO_MANY'],
});

export const revokeApiTokenContract = contract({
  summary: 'Revoke one of my API tokens',
  description: 'It opens nothing from the next request on, and the sessions that were opened with it are closed.',
  tags: ['api-tokens'],
  params: Type.Object({ id: Id }),
  errors: ['API_TOKEN_NOT_FOUND'],
});

export const openTokenSessionContract = contract({
  summary: 'Open a session with an API token',
  description:
    'For programs that should not pass the API token itself on. The session may do what the token may, ends with it, and is in the list of sessions with its `tokenId`; revoking either revokes the other.',
  tags: ['api-tokens'],
  status: 201,
  response: Type.Object({ token: Type.String({ description: 'Of the session, to be sent as a bearer' }) }),
  errors: ['API_TOKEN_REQUIRED'],
});
