import type { FastifyRequest } from 'fastify';
import type { createRemoteJWKSet as CreateRemoteJWKSet, errors as JoseErrors, JWTVerifyGetKey } from 'jose';
import { findIdentity, updateIdentity } from '#modules/identities/module.ts';
import { hasFactors } from '#modules/second-factors/module.ts';
import { authenticateHash, openSession, visitorOf } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { hashOfToken } from '#platform/secret-token.ts';
import { applyProfile } from './apply-event.ts';
import { findClerkUser, insertSeenSession, lockPerson } from './queries.ts';

type ClerkContext = Pick<Context, 'config' | 'db' | 'log'>;

/** Three parts in base64url: a token of ours has one. */
const BEARER_JWT = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;
const MAX_LENGTH = 4_000;
const CLOCK_SECONDS = 5;
const KEYS_TIMEOUT_MS = 5_000;

/**
 * Who a session token of Clerk’s belongs to; null when to nobody, or when Clerk is not configured. Each session of
 * Clerk’s is one here, too: it is listed and revoked like the others. Somebody of whom no webhook has told yet is
 * created.
 * @throws SERVICE_UNAVAILABLE while Clerk’s keys cannot be had
 */
export async function authenticateByClerk(context: ClerkContext, request: FastifyRequest): Promise<Actor | null> {
  const { clerkIssuer } = context.config;
  const token = clerkIssuer === null ? undefined : BEARER_JWT.exec(request.headers.authorization ?? '')?.[1];
  if (clerkIssuer === null || token === undefined || token.length > MAX_LENGTH) return null;
  const claims = await verify(context, clerkIssuer, token);
  if (!claims) return null;
  const session = sessionToken(claims);
  const known = await actorOf(context, session, claims);
  if (known) return known;
  await openOnce(context, claims, { session, request });
  return actorOf(context, session, claims);
}

/** Clerk has asked for what it asks for; a second factor that its person has here is asked for all the same. */
async function actorOf(context: ClerkContext, session: string, { provedAt }: Claims): Promise<Actor | null> {
  const actor = await authenticateHash(context, hashOfToken(session), 'bearer');
  if (!actor) return null;
  const owesFactor = !actor.secondFactorAt && (await hasFactors(context.db, actor.userId));
  const isProvedLater = provedAt && Date.parse(actor.authenticatedAt ?? '') < provedAt.getTime();
  const proof = isProvedLater ? { authenticatedAt: provedAt.toISOString() } : {};
  return { ...actor, ...proof, elsewhere: { owesFactor } };
}

interface Claims {
  readonly userId: string;
  readonly sessionId: string | null;
  /** When they last proved to Clerk who they are; undefined where it does not say. */
  readonly provedAt: Date | undefined;
}

async function verify(context: ClerkContext, issuer: string, token: string): Promise<Claims | null> {
  // Loaded where Clerk is configured.
  const { createRemoteJWKSet, errors, jwtVerify } = await import('jose');
  try {
    const { payload } = await jwtVerify(token, keysOf(issuer, createRemoteJWKSet), {
      issuer,
      algorithms: ['RS256'],
      requiredClaims: ['sub', 'exp', 'iat'],
      clockTolerance: CLOCK_SECONDS,
    });
    const { sub, sid, azp, fva, iat = 0 } = payload;
    const parties = context.config.clerkAuthorizedParties;
    if (parties.length > 0 && !(typeof azp === 'string' && parties.includes(azp))) return null;
    if (sub === undefined || !/^[\x21-\x7e]{1,191}$/.test(sub)) return null;
    const sessionId = typeof sid === 'string' && sid !== '' ? sid : null;
    return { userId: sub, sessionId, provedAt: provedAt(fva, iat) };
  } catch (error) {
    if (isRefusal(error, errors)) return null;
    context.log.warn({ err: error }, 'the keys of Clerk could not be fetched');
    throw httpErrors.SERVICE_UNAVAILABLE();
  }
}

/** From the minutes since a first and a second factor were verified (Clerk’s claim `fva`); -1 is never. */
function provedAt(fva: unknown, issuedAt: number): Date | undefined {
  const minutes: unknown = Array.isArray(fva) ? fva[0] : undefined;
  if (typeof minutes !== 'number') return undefined;
  return new Date(minutes < 0 ? 0 : (issuedAt - minutes * 60) * 1000);
}

/** What is wrong with the token, and not with the way to the keys. */
function isRefusal(error: unknown, errors: typeof JoseErrors): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC';
}

/** Kept for ten minutes, and fetched again, twice a minute at most, when a token names a key that is not among them. */
function keysOf(issuer: string, createRemoteJWKSet: typeof CreateRemoteJWKSet): JWTVerifyGetKey {
  const known = keys.get(issuer);
  if (known) return known;
  const made = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), { timeoutDuration: KEYS_TIMEOUT_MS });
  keys.set(issuer, made);
  return made;
}

const keys = new Map<string, JWTVerifyGetKey>();

/** No token of ours looks like it, and nobody but whoever holds Clerk’s own can make use of it. */
function sessionToken({ userId, sessionId }: Claims): string {
  return `clerk:${sessionId ?? userId}`;
}

/** Nothing for whoever may not come in; and once only, so that a session that was closed here stays closed. */
async function openOnce(
  { config, db }: ClerkContext,
  { userId: clerkUserId, provedAt: authenticatedAt }: Claims,
  { session, request }: { session: string; request: FastifyRequest },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await findClerkUser(tx, clerkUserId))) await applyProfile(tx, unknown(clerkUserId));
    const clerk = await findClerkUser(tx, clerkUserId);
    const identity = await findIdentity(tx, { provider: 'clerk', subject: clerkUserId });
    if (clerk?.state !== 'LINKED' || !identity) return;
    if (!(await lockPerson(tx, identity.userId))?.isActive) return;
    if (!(await insertSeenSession(tx, hashOfToken(session)))) return;
    const visitor = visitorOf(request);
    await openSession(tx, { config, userId: identity.userId, visitor, authenticatedAt, token: session });
    await updateIdentity(tx, identity.id, { lastUsedAt: new Date() });
  });
}

/** Somebody of whom Clerk has told nothing yet: whatever it tells is newer. */
function unknown(id: string) {
  return { id, email: null, emailVerified: false, prenom: '', nom: '', imageUrl: null, version: 0, blockedUntil: null };
}
