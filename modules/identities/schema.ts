import { type Static, Type } from 'typebox';
import { contract } from '#platform/http/contract.ts';
import { Body, DateTime, Id, Nullable } from '#platform/http/types.ts';

const Provider = Type.String({ minLength: 1, maxLength: 50, description: 'As OIDC_PROVIDERS names it' });
const ProviderParams = Type.Object({ provider: Provider });
const Departure = Type.Object({ url: Type.String({ description: 'Where the browser is to go' }) });

export const listProvidersContract = contract({
  summary: 'What one may sign in with',
  description: 'The OpenID Connect providers of this installation; none unless OIDC_PROVIDERS names some.',
  tags: ['accounts'],
  response: Type.Object({
    items: Type.Array(Type.Object({ name: Provider, label: Type.String({ description: 'On the button' }) })),
  }),
});

export const beginSignInContract = contract({
  summary: 'Begin to sign in with another service',
  description:
    'Authorization code with PKCE, state and nonce, bound to this browser by a cookie and good for ten minutes. The service leads back to `/auth/oidc/{provider}/callback`.',
  tags: ['accounts'],
  params: ProviderParams,
  body: Body({
    to: Type.Optional(
      Type.String({ maxLength: 500, description: 'The page to come back to: `/app` and what follows' }),
    ),
  }),
  response: Departure,
  errors: ['OIDC_PROVIDER_UNKNOWN', 'OIDC_UNAVAILABLE'],
  rateLimit: { max: 60, windowSeconds: 60 },
});

export const finishContract = contract({
  summary: 'Come back from another service',
  description:
    'Signs in with a cookie, or links, and leads to a page of the application: to `/login?erreur=CODE` when it was refused. Somebody new gets an account when the service has verified their address; an address that has an account is linked to it only when both sides have verified it.',
  tags: ['accounts'],
  params: ProviderParams,
  raw: true,
  answers: { 302: { description: 'To a page of the application', bytes: false } },
  rateLimit: { max: 60, windowSeconds: 60 },
});

export const Identity = Type.Object(
  {
    id: Id,
    provider: Provider,
    label: Type.String({ description: 'Its name for people' }),
    email: Nullable(Type.String({ description: 'The address as it is known there' })),
    createdAt: DateTime,
    lastUsedAt: Nullable(DateTime),
  },
  { title: 'Identity' },
);
export type Identity = Static<typeof Identity>;

export const listIdentitiesContract = contract({
  summary: 'The accounts elsewhere that sign in as me',
  tags: ['accounts'],
  response: Type.Object({ items: Type.Array(Identity) }),
});

export const beginLinkContract = contract({
  summary: 'Begin to link an account elsewhere to mine',
  description:
    'As for signing in; afterwards that account signs in as me, of which a letter tells me. Wants a fresh authentication.',
  tags: ['accounts'],
  params: ProviderParams,
  body: Body({}),
  response: Departure,
  errors: ['FRESH_AUTHENTICATION_REQUIRED', 'OIDC_PROVIDER_UNKNOWN', 'OIDC_UNAVAILABLE'],
  rateLimit: { max: 60, windowSeconds: 60 },
});

export const unlinkIdentityContract = contract({
  summary: 'Unlink an account elsewhere from mine',
  description:
    'Refused when nothing else lets me in: no password, no passkey, no other account. Wants a fresh authentication.',
  tags: ['accounts'],
  params: Type.Object({ id: Id }),
  errors: ['FRESH_AUTHENTICATION_REQUIRED', 'IDENTITY_NOT_FOUND', 'IDENTITY_LAST_WAY_IN'],
});
