import { lockActiveAdministrators, spendTokens, unassignTickets } from '#modules/accounts/module.ts';
import { deleteIdentity, findIdentity } from '#modules/identities/module.ts';
import { revokeSessionsOf } from '#modules/sessions/module.ts';
import type { ClerkUserRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { keepBlock, liftBlock, putBlock } from './block-person.ts';
import type { ClerkEvent, ClerkProfile } from './clerk-event.ts';
import { clerkUserDeleted } from './facts.ts';
import { dropOwnPerson, isInUse } from './own-person.ts';
import {
  deleteBlock,
  findBlock,
  findWaitingFor,
  lockClerkUser,
  lockPerson,
  updateClerkUser,
  updatePerson,
} from './queries.ts';
import { settleClerkUser } from './settle-clerk-user.ts';

/** What Clerk says, in whatever order and however often: the newest counts, and a deletion for good. */
export async function applyEvent(tx: Db, event: ClerkEvent): Promise<void> {
  if (event.kind === 'user') await applyProfile(tx, event.profile);
  else await applyDeletion(tx, event);
}

export async function applyProfile(tx: Db, profile: ClerkProfile): Promise<void> {
  const before = await lockClerkUser(tx, profile.id);
  if (before.state === 'DELETED' || !isNewer(profile, { ...before, blockedUntil: await findBlock(tx, profile.id) }))
    return;
  const { id, blockedUntil, ...said } = profile;
  const lifted = await liftBlock(tx, before);
  await updateClerkUser(tx, id, said);
  await keepBlock(tx, id, blockedUntil ?? null);
  await settleClerkUser(tx, { ...before, ...said });
  await putBlock(tx, profile, lifted);
  if (before.email !== said.email) await settleWaiting(tx, before.email, id);
}

async function applyDeletion(tx: Db, { id, at }: { id: string; at: number }): Promise<void> {
  const before = await lockClerkUser(tx, id);
  if (before.state === 'DELETED') return;
  await liftBlock(tx, before);
  await deleteBlock(tx, id);
  const identity = await findIdentity(tx, { provider: 'clerk', subject: id });
  if (identity) await deleteIdentity(tx, identity.id);
  const { userId, outcome } = await shutOut(tx, id, identity?.userId ?? null);
  await updateClerkUser(tx, id, {
    ...TOMBSTONE,
    userId: outcome === 'DEACTIVATED' ? id : null,
    deletedAt: new Date(at),
  });
  await publish(tx, clerkUserDeleted, { clerkUserId: id, userId, outcome });
  await settleWaiting(tx, before.email, id);
}

/** Nothing personal is left of them. */
const TOMBSTONE = {
  state: 'DELETED',
  email: null,
  emailVerified: false,
  prenom: '',
  nom: '',
  imageUrl: null,
  version: 0,
  reason: null,
} as const;

type Outcome = { userId: string | null; outcome: 'DELETED' | 'DEACTIVATED' | 'UNLINKED' };

/**
 * Whoever came by Clerk alone and has done nothing here is gone; whoever has is deactivated, and all that is theirs
 * stays until somebody erases it; whoever had an account before is signed out, and signs in as they did before.
 */
async function shutOut(tx: Db, id: string, linkedId: string | null): Promise<Outcome> {
  const own = await lockPerson(tx, id);
  if (own && !(await isInUse(tx, own))) {
    await dropOwnPerson(tx, own);
    return { userId: id, outcome: 'DELETED' };
  }
  const userId = own ? id : linkedId;
  if (userId === null) return { userId: null, outcome: 'UNLINKED' };
  await revokeSessionsOf(tx, userId, { except: null });
  if (!own) return { userId, outcome: 'UNLINKED' };
  const administrators = await lockActiveAdministrators(tx);
  // Somebody has to be left who can put things right.
  if (administrators.length === 1 && administrators[0] === id) return { userId, outcome: 'UNLINKED' };
  await updatePerson(tx, id, { isActive: false, deactivatedAt: new Date(), deactivationReason: 'Clerk' });
  await spendTokens(tx, id);
  await unassignTickets(tx, id);
  return { userId, outcome: 'DEACTIVATED' };
}

/** Whoever waited because of this address may not have to any more. */
async function settleWaiting(tx: Db, email: string | null, except: string): Promise<void> {
  if (email === null) return;
  for (const id of await findWaitingFor(tx, email)) {
    if (id === except) continue;
    const waiting = await lockClerkUser(tx, id);
    if (waiting.state === 'WAITING') await settleClerkUser(tx, waiting);
  }
}

/** Of two that are equally new the same one wins, whichever comes first: one that keeps somebody out before others. */
function isNewer(profile: ClerkProfile, before: ClerkUserRow & Pick<ClerkProfile, 'blockedUntil'>): boolean {
  if (profile.version !== before.version) return profile.version > before.version;
  const [blocked, wasBlocked] = [profile.blockedUntil ?? 0, before.blockedUntil ?? 0];
  if (blocked !== wasBlocked) return blocked > wasBlocked;
  return textOf(profile) > textOf(before);
}

function textOf({ email, emailVerified, prenom, nom, imageUrl }: Said): string {
  return JSON.stringify([email, emailVerified, prenom, nom, imageUrl]);
}

type Said = Pick<ClerkProfile, 'email' | 'emailVerified' | 'prenom' | 'nom' | 'imageUrl'>;
