import type { Context } from '#platform/context.ts';
import type { Role } from '#platform/db/database.gen.ts';
import type { Actor } from '#platform/http/actor.ts';
import { cutDatedPage, datedPlace, PAGE_LIMIT_DEFAULT, type Page } from '#platform/http/page.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { type AccountRow, listAccounts } from './queries.ts';

interface UsersQuery {
  readonly q?: string;
  readonly role?: Role;
  readonly isActive?: boolean;
  readonly isConfirmed?: boolean;
  readonly hasSecondFactor?: boolean;
  readonly limit?: number;
  readonly after?: string;
}

/** Newest first. « dupont jean » finds Jean Dupont: each word is looked for by itself. */
export async function listUsers(
  { db }: Pick<Context, 'db'>,
  _allowed: Allowed<'users.administer', Actor>,
  { q = '', role, isActive, isConfirmed, hasSecondFactor, limit = PAGE_LIMIT_DEFAULT, after }: UsersQuery,
): Promise<Page<AccountRow>> {
  const words = q
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  const filters = { words, role, isActive, isConfirmed, hasSecondFactor };
  const rows = await listAccounts(db, filters, { limit: limit + 1, after: datedPlace(after) });
  return cutDatedPage(rows, limit);
}

const MAX_WORDS = 10;
