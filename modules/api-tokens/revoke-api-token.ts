import { revokeSessionsOfToken } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/event.ts';
import { apiTokenRevoked } from './events.ts';
import type { ApiTokenSubject } from './policy.ts';
import { revokeApiTokenRow } from './queries.ts';

/** Takes an API token back, with the sessions that were opened with it. */
export async function revokeApiToken(
  { db }: Pick<Context, 'db'>,
  { tokenId, userId, byId }: Allowed<'api-token.revoke', ApiTokenSubject>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await revokeApiTokenRow(tx, tokenId))) return;
    await publish(tx, apiTokenRevoked, { tokenId, userId, byId });
    await revokeSessionsOfToken(tx, { tokenId, userId, byId });
  });
}
