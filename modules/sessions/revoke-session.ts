import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/event.ts';
import { sessionRevoked } from './events.ts';
import type { SessionSubject } from './policy.ts';
import {
  apiTokenOf,
  deleteSession,
  findImpersonations,
  findUnrevokedIds,
  findUnrevokedIdsOfToken,
  type Impersonations,
  lockSession,
  revokeApiTokenRow,
  revokeSessionRow,
} from './queries.ts';

/** Closes a session: its token opens nothing from the next request on. Closing it again does nothing. */
export async function revokeSession(
  context: Pick<Context, 'db'>,
  session: Allowed<'session.revoke', SessionSubject>,
): Promise<void> {
  await inTransaction(context.db, (tx) => revoke(tx, session));
}

/** Closes a session and takes it off the list of its person. */
export async function removeSession(
  context: Pick<Context, 'db'>,
  session: Allowed<'session.revoke', SessionSubject>,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await revoke(tx, session);
    await deleteSession(tx, session.sessionId);
  });
}

/**
 * Closes every session of a person, `except` one: when a password changes, when an account is deactivated.
 * @param byId who does it, when it is not the person themselves
 */
export async function revokeSessionsOf(
  tx: Db,
  userId: string,
  { except, byId = userId }: { except: string | null; byId?: string | null },
): Promise<void> {
  for (const sessionId of await findUnrevokedIds(tx, userId, except)) await revoke(tx, { sessionId, userId, byId });
  await revokeImpersonations(tx, { by: userId }, byId);
}

/** Closes the sessions in which a person acts as somebody else, or in which somebody else acts as them. */
export async function revokeImpersonations(tx: Db, whose: Impersonations, byId: string | null): Promise<void> {
  for (const { id: sessionId, userId } of await findImpersonations(tx, whose))
    await revoke(tx, { sessionId, userId, byId });
}

/** Closes the sessions that were opened with an API token, which is being revoked. */
export async function revokeSessionsOfToken(
  tx: Db,
  { tokenId, userId, byId }: { tokenId: string; userId: string; byId: string | null },
): Promise<void> {
  for (const sessionId of await findUnrevokedIdsOfToken(tx, tokenId)) await revoke(tx, { sessionId, userId, byId });
}

/**
 * With the sessions in which its person acts as others from it; and with the API token it was opened with, and so with
 * the other sessions of that token.
 */
export async function revoke(tx: Db, { sessionId, userId, byId }: SessionSubject): Promise<void> {
  const session = await lockSession(tx, sessionId);
  if (!session || !(await revokeSessionRow(tx, sessionId))) return;
  const { impersonatorId } = session;
  const tokenId = apiTokenOf(session);
  await publish(tx, sessionRevoked, { sessionId, userId, tokenId, impersonatorId, byId });
  await revokeImpersonations(tx, { from: sessionId }, byId);
  if (tokenId === null) return;
  await revokeApiTokenRow(tx, tokenId);
  await revokeSessionsOfToken(tx, { tokenId, userId, byId });
}
