import { findCredentialsByEmail } from '#modules/accounts/module.ts';
import { deleteIdentity, findIdentity, insertIdentity, updateIdentity } from '#modules/identities/module.ts';
import type { ClerkUserRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { clerkUserLinked, clerkUserWaiting } from './facts.ts';
import { addOwnPerson, dropOwnPerson, isInUse, renewOwnPerson } from './own-person.ts';
import { findIdentityOfPerson, lockPerson, type PersonRow, updateClerkUser } from './queries.ts';
import { isDecided, type WaitingReason } from './reasons.ts';

type Verdict =
  | { readonly kind: 'own' }
  | { readonly kind: 'account'; readonly userId: string }
  | { readonly kind: 'waiting'; readonly reason: WaitingReason };

/**
 * Says who this user of Clerk’s is here, by what Clerk last said and by nothing before it: somebody of their own, whose
 * id is Clerk’s; the person who holds the same address, where both sides have verified it; or nobody yet. As long as
 * they have done nothing here, what Clerk says next decides anew, so that the order of its events leaves no trace; once
 * they have, or an administrator has decided, they stay who they are.
 */
export async function settleClerkUser(tx: Db, clerk: ClerkUserRow): Promise<void> {
  if (isDecided(clerk.reason)) return;
  const own = await lockPerson(tx, clerk.id);
  if (own && (await isInUse(tx, own))) return keepOwn(tx, clerk, own);
  if (await isLinkUsed(tx, clerk)) return;
  const verdict = await judge(tx, clerk);
  if (verdict.kind !== 'own' && own) await dropOwnPerson(tx, own);
  switch (verdict.kind) {
    case 'own':
      await (own ? renewOwnPerson(tx, clerk, own, { isInUse: false }) : addOwnPerson(tx, clerk));
      return link(tx, clerk, clerk.id, { isNew: !own });
    case 'account':
      return link(tx, clerk, verdict.userId, { isNew: false });
    case 'waiting':
      return wait(tx, clerk, verdict.reason);
  }
}

/** Whoever has an account of their own here keeps it: it takes what Clerk says, as far as it can. */
async function keepOwn(tx: Db, clerk: ClerkUserRow, own: PersonRow): Promise<void> {
  await renewOwnPerson(tx, clerk, own, { isInUse: true });
  await link(tx, clerk, own.id, { isNew: false });
}

async function judge(tx: Db, { id, email, emailVerified }: ClerkUserRow): Promise<Verdict> {
  const owner = email === null ? undefined : await findCredentialsByEmail(tx, email);
  if (!owner || owner.id === id) return { kind: 'own' };
  if (!emailVerified) return { kind: 'waiting', reason: 'EMAIL_UNVERIFIED_AT_CLERK' };
  if (owner.emailVerifiedAt === null) return { kind: 'waiting', reason: 'EMAIL_UNCONFIRMED_HERE' };
  if (!owner.isActive) return { kind: 'waiting', reason: 'ACCOUNT_DEACTIVATED' };
  const linked = await findIdentityOfPerson(tx, owner.id);
  if (linked && linked.subject !== id) return { kind: 'waiting', reason: 'ACCOUNT_OF_ANOTHER' };
  return { kind: 'account', userId: owner.id };
}

/** Whether they have signed in as a person who was here before. */
async function isLinkUsed(tx: Db, { id }: ClerkUserRow): Promise<boolean> {
  const identity = await findIdentity(tx, { provider: 'clerk', subject: id });
  return identity !== undefined && identity.userId !== id && identity.lastUsedAt !== null;
}

async function link(tx: Db, clerk: ClerkUserRow, userId: string, { isNew }: { isNew: boolean }): Promise<void> {
  const identity = await findIdentity(tx, { provider: 'clerk', subject: clerk.id });
  const { email } = clerk;
  if (identity) await updateIdentity(tx, identity.id, { userId, email });
  else await insertIdentity(tx, { provider: 'clerk', subject: clerk.id, userId, email });
  if (clerk.state === 'LINKED' && clerk.userId === userId) return;
  await updateClerkUser(tx, clerk.id, { state: 'LINKED', userId, reason: null });
  await publish(tx, clerkUserLinked, { clerkUserId: clerk.id, userId, isNew, actorId: null });
}

async function wait(tx: Db, clerk: ClerkUserRow, reason: WaitingReason): Promise<void> {
  const identity = await findIdentity(tx, { provider: 'clerk', subject: clerk.id });
  if (identity) await deleteIdentity(tx, identity.id);
  if (clerk.state === 'WAITING' && clerk.reason === reason) return;
  await updateClerkUser(tx, clerk.id, { state: 'WAITING', userId: null, reason });
  await publish(tx, clerkUserWaiting, { clerkUserId: clerk.id, reason });
}
