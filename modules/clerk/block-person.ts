import { lockActiveAdministrators, spendTokens, unassignTickets } from '#modules/accounts/module.ts';
import { findIdentity } from '#modules/identities/module.ts';
import { revokeSessionsOf } from '#modules/sessions/module.ts';
import type { ClerkUserRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { clerkUserBlocked, clerkUserUnblocked } from './facts.ts';
import { deleteBlock, findBlock, lockPerson, updatePerson, writeBlock } from './queries.ts';

/** A ban, or a lock of which Clerk does not say when it ends. */
export const FOREVER = Number.MAX_SAFE_INTEGER;

/** How whoever Clerk keeps out is told from whoever an administrator has deactivated. */
const BANNED = 'Clerk (banned)';
const LOCKED = 'Clerk (locked)';
const BY_CLERK: readonly (string | null)[] = [BANNED, LOCKED];

/** Who was kept out until now by Clerk, and who by nobody although Clerk wanted it: somebody here let them in again. */
export interface LiftedBlock {
  readonly liftedFrom: string | null;
  readonly overruledFor: string | null;
}

const NOTHING_LIFTED: LiftedBlock = { liftedFrom: null, overruledFor: null };

/** Takes away what Clerk put on, and nothing that an administrator or the person did, before it is said anew. */
export async function liftBlock(tx: Db, { id, userId }: Pick<ClerkUserRow, 'id' | 'userId'>): Promise<LiftedBlock> {
  const person = userId === null ? undefined : await lockPerson(tx, userId);
  if (!person) return NOTHING_LIFTED;
  if (person.isActive) {
    const isWanted = isInForce(await findBlock(tx, id));
    return { liftedFrom: null, overruledFor: isWanted ? person.id : null };
  }
  if (!BY_CLERK.includes(person.deactivationReason)) return NOTHING_LIFTED;
  await updatePerson(tx, person.id, { isActive: true, deactivatedAt: null, deactivationReason: null });
  return { liftedFrom: person.id, overruledFor: null };
}

/**
 * Keeps out whom Clerk keeps out: deactivated and signed out everywhere, as an administrator would do it. Whoever was let
 * in here all the same stays in until Clerk has let them in, too; and an administrator has to be left.
 */
export async function putBlock(
  tx: Db,
  clerk: Pick<ClerkUserRow, 'id' | 'version'>,
  { liftedFrom, overruledFor }: LiftedBlock = NOTHING_LIFTED,
): Promise<void> {
  const { id: clerkUserId, version } = clerk;
  const identity = await findIdentity(tx, { provider: 'clerk', subject: clerkUserId });
  const userId = identity?.userId ?? null;
  const until = await findBlock(tx, clerkUserId);
  const isWanted = userId !== null && userId !== overruledFor && isInForce(until);
  if (isWanted && (await shutOut(tx, userId, { until, version }))) {
    if (userId !== liftedFrom) await publish(tx, clerkUserBlocked, { clerkUserId, userId });
  } else if (liftedFrom !== null) await publish(tx, clerkUserUnblocked, { clerkUserId, userId: liftedFrom });
}

/** A lock that has run out, of which Clerk does not tell. */
export async function endLock(tx: Db, clerk: ClerkUserRow): Promise<void> {
  const lifted = await liftBlock(tx, clerk);
  await deleteBlock(tx, clerk.id);
  await putBlock(tx, clerk, lifted);
}

/** What Clerk says of it now. */
export async function keepBlock(tx: Db, id: string, until: number | null): Promise<void> {
  if (until === null) await deleteBlock(tx, id);
  else await writeBlock(tx, id, until);
}

function isInForce(until: number | null): boolean {
  return until !== null && until > Date.now();
}

async function shutOut(
  tx: Db,
  userId: string,
  { until, version }: { until: number | null; version: number },
): Promise<boolean> {
  const administrators = await lockActiveAdministrators(tx);
  if (administrators.length === 1 && administrators[0] === userId) return false;
  const person = await lockPerson(tx, userId);
  if (!person?.isActive) return false;
  await updatePerson(tx, userId, {
    isActive: false,
    deactivatedAt: new Date(version),
    deactivationReason: until === FOREVER ? BANNED : LOCKED,
  });
  await revokeSessionsOf(tx, userId, { except: null, byId: null });
  await spendTokens(tx, userId);
  await unassignTickets(tx, userId);
  return true;
}
