import type { Context } from '#platform/context.ts';
import type { IdentityRow } from '#platform/db/database.gen.ts';
import { labelOf } from './providers.ts';
import type { Identity } from './schema.ts';

/** Without what the person is called there. */
export function presentIdentity(context: Pick<Context, 'config'>, row: IdentityRow): Identity {
  return {
    id: row.id,
    provider: row.provider,
    label: row.provider === 'clerk' ? 'Clerk' : labelOf(context, row.provider),
    email: row.email,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
