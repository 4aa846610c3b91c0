import type { UserSessionRow } from '#platform/db/database.gen.ts';
import type { Actor } from '#platform/http/actor.ts';
import { apiTokenOf } from './queries.ts';
import type { Session } from './schema.ts';
import { placeOf } from './timezone.ts';

export function presentSession(row: UserSessionRow, actor: Actor): Session {
  return {
    id: row.id,
    device: row.device,
    ip: row.ip,
    userAgent: row.userAgent,
    timezone: row.timezone,
    place: placeOf(row.timezone),
    tokenId: apiTokenOf(row),
    state: stateOf(row),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    byAdministrator: row.impersonatorId !== null,
    current: row.id === actor.sessionId,
  };
}

function stateOf({ revokedAt, expiresAt }: UserSessionRow): Session['state'] {
  if (revokedAt !== null) return 'revoked';
  return expiresAt.getTime() <= Date.now() ? 'expired' : 'open';
}
