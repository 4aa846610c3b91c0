import type { Configuration, IDToken } from 'openid-client';
import type { Context } from '#platform/context.ts';
import { identityErrors } from './errors.ts';
import type { OidcProofs } from './oidc-secret.ts';

type ProviderContext = Pick<Context, 'config' | 'secrets' | 'log'>;

/** What a provider says of a person; the signature, the issuer, the audience and the nonce are checked. */
export interface Claims {
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly prenom: string;
  readonly nom: string;
}

const SCOPE = 'openid email profile';
const TIMEOUT_SECONDS = 10;
const KEPT_MS = 60 * 60 * 1000;

/**
 * Where the browser is sent.
 * @throws OIDC_PROVIDER_UNKNOWN, OIDC_UNAVAILABLE
 */
export async function authorizationUrl(context: ProviderContext, name: string, proofs: OidcProofs): Promise<string> {
  const client = await clientOf(context, name);
  const oidc = await library();
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: callbackUrl(context, name),
    scope: SCOPE,
    response_type: 'code',
    state: proofs.state,
    nonce: proofs.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(proofs.codeVerifier),
    code_challenge_method: 'S256',
  });
  return url.href;
}

/**
 * Exchanges what the provider sent the browser back with.
 * @throws OIDC_PROVIDER_UNKNOWN, OIDC_UNAVAILABLE, OIDC_CANCELLED, OIDC_REFUSED
 */
export async function claimsOf(
  context: ProviderContext,
  name: string,
  { query, proofs }: { query: string; proofs: OidcProofs },
): Promise<Claims> {
  const client = await clientOf(context, name);
  const oidc = await library();
  const url = new URL(`${callbackUrl(context, name)}${query}`);
  try {
    const tokens = await oidc.authorizationCodeGrant(client, url, {
      expectedState: proofs.state,
      expectedNonce: proofs.nonce,
      pkceCodeVerifier: proofs.codeVerifier,
      idTokenExpected: true,
    });
    return readClaims(tokens.claims());
  } catch (error) {
    const isCancelled = error instanceof oidc.AuthorizationResponseError && error.error === 'access_denied';
    if (isCancelled) throw identityErrors.OIDC_CANCELLED();
    throw refusalOf(context, name, error);
  }
}

export function labelOf({ config }: Pick<Context, 'config'>, name: string): string {
  return config.oidcProviders.find((provider) => provider.name === name)?.label ?? name;
}

function callbackUrl({ config }: Pick<Context, 'config'>, name: string): string {
  return `${config.publicUrl}/auth/oidc/${name}/callback`;
}

/** Loaded when somebody first signs in that way. */
function library() {
  return import('openid-client');
}

interface KnownClient {
  readonly client: Promise<Configuration>;
  readonly since: number;
}

/** One discovery an hour for each provider; its keys are fetched anew by the library when they change. */
const clients = new WeakMap<object, Map<string, KnownClient>>();

async function clientOf(context: ProviderContext, name: string): Promise<Configuration> {
  const known = clients.get(context.config) ?? new Map<string, KnownClient>();
  clients.set(context.config, known);
  const found = known.get(name);
  if (found && Date.now() - found.since < KEPT_MS) return found.client;
  const client = discover(context, name);
  known.set(name, { client, since: Date.now() });
  client.catch(() => known.delete(name));
  return client;
}

async function discover({ config, secrets, log }: ProviderContext, name: string): Promise<Configuration> {
  const provider = config.oidcProviders.find((one) => one.name === name);
  if (!provider) throw identityErrors.OIDC_PROVIDER_UNKNOWN();
  const issuer = new URL(provider.issuer);
  const isInsecure = issuer.protocol === 'http:';
  const oidc = await library();
  try {
    const found = await oidc.discovery(issuer, provider.clientId, secrets.oidcClientSecrets.get(name), undefined, {
      timeout: TIMEOUT_SECONDS,
      // The configuration lets this machine alone be asked in the clear.
      execute: [oidc.enableNonRepudiationChecks, ...(isInsecure ? [oidc.allowInsecureRequests] : [])],
    });
    return found;
  } catch (error) {
    log.warn({ err: error, provider: name }, 'the OpenID Connect provider did not answer');
    throw identityErrors.OIDC_UNAVAILABLE({}, { cause: error });
  }
}

function readClaims(claims: IDToken | undefined): Claims {
  if (!claims || !/^[ -~]{1,191}$/.test(claims.sub)) throw identityErrors.OIDC_REFUSED();
  const text = (value: unknown) => (typeof value === 'string' ? value.toWellFormed() : '');
  const prenom = text(claims.given_name);
  const nom = text(claims.family_name);
  const email = text(claims.email);
  return {
    subject: claims.sub,
    email: email === '' ? null : email,
    // Some providers say it as a text.
    emailVerified: claims.email_verified === true || claims.email_verified === ('true' as unknown),
    prenom: prenom === '' && nom === '' ? text(claims.name) : prenom,
    nom,
  };
}

/** What went wrong stays in the log: it says nothing that helps whoever signs in. */
function refusalOf({ log }: ProviderContext, name: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  log.warn({ provider: name, reason }, 'signing in by OpenID Connect was refused');
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const isAway = cause instanceof TypeError || (cause instanceof Error && cause.name === 'TimeoutError');
  return isAway ? identityErrors.OIDC_UNAVAILABLE() : identityErrors.OIDC_REFUSED();
}
