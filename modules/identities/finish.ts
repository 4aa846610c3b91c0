import type { SecondStep } from '#modules/second-factors/module.ts';
import type { Visitor } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import type { Actor } from '#platform/http/actor.ts';
import { hashOfToken, looksLikeToken } from '#platform/secret-token.ts';
import { identityErrors } from './errors.ts';
import { linkIdentity } from './link-identity.ts';
import { oidcProofs } from './oidc-secret.ts';
import { claimsOf } from './providers.ts';
import { findOidcChallenge, spendOidcChallenge } from './queries.ts';
import { signInByIdentity } from './sign-in-by-identity.ts';

export interface Return {
  readonly provider: string;
  /** As it came: `?code=…&state=…`. */
  readonly query: string;
  /** What this browser was given when it left. */
  readonly secret: string | undefined;
  readonly actor: Actor | null;
  readonly visitor: Visitor;
}

export interface Finished {
  readonly to: string;
  /** The session's secret; null where nobody signed in, or not yet. */
  readonly token: string | null;
  /** What is asked of whoever has a second factor. */
  readonly step: SecondStep | null;
}

/**
 * Ends what `begin` began: signs in, or links. Works once, in the browser that left, within ten minutes.
 * @throws OIDC_EXPIRED, OIDC_REFUSED, OIDC_CANCELLED, OIDC_UNAVAILABLE, OIDC_EMAIL_UNVERIFIED, OIDC_ACCOUNT_EXISTS,
 * IDENTITY_TAKEN, AUTH_ACCOUNT_DISABLED
 */
export async function finish(
  context: Pick<Context, 'config' | 'db' | 'secrets' | 'log'>,
  { provider, query, secret, actor, visitor }: Return,
): Promise<Finished> {
  const begun = await takeChallenge(context, { provider, query, secret });
  if (begun.userId !== null && begun.userId !== actor?.userId) throw identityErrors.OIDC_EXPIRED();
  const claims = await claimsOf(context, provider, { query, proofs: begun.proofs });
  if (begun.userId === null) {
    const opened = await signInByIdentity(context, { provider, claims, visitor });
    const isOpen = typeof opened === 'string';
    return { to: begun.to, token: isOpen ? opened : null, step: isOpen ? null : opened };
  }
  await linkIdentity(context, { userId: begun.userId, provider, claims, ip: visitor.ip });
  return { to: begun.to, token: null, step: null };
}

/** Whether somebody who is signed in began this to link an account, so that a failure is told where they were. */
export async function isLinking({ db }: Pick<Context, 'db'>, secret: string | undefined): Promise<boolean> {
  if (secret === undefined || !looksLikeToken(secret)) return false;
  const challenge = await findOidcChallenge(db, hashOfToken(secret));
  return challenge !== undefined && challenge.userId !== null;
}

async function takeChallenge(
  { db }: Pick<Context, 'db'>,
  { provider, query, secret }: Pick<Return, 'provider' | 'query' | 'secret'>,
) {
  if (secret === undefined || !looksLikeToken(secret)) throw identityErrors.OIDC_EXPIRED();
  const challenge = await findOidcChallenge(db, hashOfToken(secret));
  if (!challenge || challenge.data.provider !== provider) throw identityErrors.OIDC_EXPIRED();
  const proofs = oidcProofs(secret);
  // The answer to what another browser began does not use up what this one did.
  if (new URLSearchParams(query).get('state') !== proofs.state) throw identityErrors.OIDC_REFUSED();
  if (!(await spendOidcChallenge(db, challenge.id))) throw identityErrors.OIDC_EXPIRED();
  return { proofs, userId: challenge.userId, to: String(challenge.data.to) };
}
