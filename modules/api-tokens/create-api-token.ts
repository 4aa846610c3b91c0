import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import { type Actor, SCOPES, type Scope } from '#platform/http/actor.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { hashOfToken } from '#platform/secret-token.ts';
import { apiTokenErrors } from './errors.ts';
import { apiTokenCreated } from './events.ts';
import { countForAdding, findApiToken, insertApiToken } from './queries.ts';
import { beginningOf, newApiToken } from './token-text.ts';

const MAX_TOKENS = 50;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface NewApiToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Null: it does not expire. */
  readonly expiresInDays: number | null;
}

/**
 * Makes an API token, whose secret is returned and not known again.
 * @throws API_TOKEN_TOO_MANY
 */
export async function createApiToken(
  { db }: Pick<Context, 'db'>,
  { userId }: Allowed<'api-token.create', Actor>,
  { name, scopes, expiresInDays }: NewApiToken,
) {
  const token = newApiToken();
  const id = newId();
  const expiresAt = expiresInDays === null ? null : new Date(Date.now() + expiresInDays * DAY_MS);
  // Every token reads.
  const kept = SCOPES.filter((scope) => scope === 'read' || scopes.includes(scope));
  return inTransaction(db, async (tx) => {
    if ((await countForAdding(tx, userId)) >= MAX_TOKENS) throw apiTokenErrors.API_TOKEN_TOO_MANY({ max: MAX_TOKENS });
    const row = { id, userId, name: name.trim(), prefix: beginningOf(token), scopes: kept, expiresAt };
    await insertApiToken(tx, { ...row, token: hashOfToken(token) });
    const fact = { tokenId: id, userId, name: row.name, scopes: kept, expiresAt: expiresAt?.toISOString() ?? null };
    await publish(tx, apiTokenCreated, fact);
    const created = await findApiToken(tx, { id, userId });
    if (!created) throw apiTokenErrors.API_TOKEN_NOT_FOUND();
    return { created, token };
  });
}
