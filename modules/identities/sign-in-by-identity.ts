import {
  accountErrors,
  addressIn,
  findCredentials,
  findCredentialsByEmail,
  insertUser,
  markOf,
} from '#modules/accounts/module.ts';
import { beginStep, type SecondStep } from '#modules/second-factors/module.ts';
import { openSession, type Visitor } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { identityErrors } from './errors.ts';
import { identityLinked, signedInByIdentity, userCreatedByIdentity } from './events.ts';
import { nameIn } from './name-in.ts';
import type { Claims } from './providers.ts';
import { findIdentity, insertIdentity, updateIdentity } from './queries.ts';

interface Arrival {
  readonly provider: string;
  readonly claims: Claims;
  readonly visitor: Visitor;
}

/**
 * Signs in whoever holds an account elsewhere: as the person it is linked to; else as the one whose address it is, where
 * both sides have verified it; else as somebody new. An address that the other side has not verified proves nothing.
 * Whoever has a second factor here is asked for it all the same.
 * @returns the session's secret, or what stands between this and a session
 * @throws OIDC_EMAIL_UNVERIFIED, OIDC_ACCOUNT_EXISTS, AUTH_ACCOUNT_DISABLED
 */
export async function signInByIdentity(
  { config, db }: Pick<Context, 'config' | 'db'>,
  arrival: Arrival,
): Promise<string | SecondStep> {
  const { provider, claims, visitor } = arrival;
  return inTransaction(db, async (tx) => {
    const known = await findIdentity(tx, { provider, subject: claims.subject });
    const userId = known?.userId ?? (await settle(tx, arrival));
    if (known) await updateIdentity(tx, known.id, { lastUsedAt: new Date() });
    const person = await findCredentials(tx, userId);
    if (!person?.isActive) throw accountErrors.AUTH_ACCOUNT_DISABLED();
    const step = await beginStep(tx, userId, { password: markOf(person.password) });
    if (step) return step;
    await publish(tx, signedInByIdentity, { userId, provider, ip: visitor.ip });
    return openSession(tx, { config, userId, visitor });
  });
}

/** Whose account this is from now on. */
async function settle(tx: Db, arrival: Arrival): Promise<string> {
  const { provider, claims, visitor } = arrival;
  const email = addressIn(claims.email);
  const owner = email === null ? undefined : await findCredentialsByEmail(tx, email);
  if (owner && (!claims.emailVerified || owner.emailVerifiedAt === null)) throw identityErrors.OIDC_ACCOUNT_EXISTS();
  if (email === null || !claims.emailVerified) throw identityErrors.OIDC_EMAIL_UNVERIFIED();
  const userId = owner?.id ?? (await welcome(tx, arrival, email));
  await insertIdentity(tx, { provider, subject: claims.subject, userId, email, lastUsedAt: new Date() });
  if (owner) await publish(tx, identityLinked, { userId, provider, actorId: null, ip: visitor.ip });
  return userId;
}

async function welcome(tx: Db, { provider, claims, visitor }: Arrival, email: string): Promise<string> {
  const id = newId();
  const person = {
    id,
    email,
    prenom: nameIn(claims.prenom),
    nom: nameIn(claims.nom),
    role: 'USER',
    password: null,
    emailVerifiedAt: new Date(),
  } as const;
  // Somebody may have been quicker: then they come again, and are known.
  if (!(await insertUser(tx, person, 'fr'))) throw identityErrors.OIDC_REFUSED();
  await publish(tx, userCreatedByIdentity, { userId: id, provider, ip: visitor.ip });
  return id;
}
