import type { Context } from '#platform/context.ts';
import type { Actor } from '#platform/http/actor.ts';
import { cutDatedPage, datedPlace, PAGE_LIMIT_DEFAULT, type Page } from '#platform/http/page.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publishSeldom } from '#platform/outbox/publish-seldom.ts';
import { auditErrors } from './errors.ts';
import { auditRead } from './events.ts';
import { type AuditFilters, type AuditRecord, listEntries } from './queries.ts';
import type { AuditQuery } from './schema.ts';

const MAX_WORDS = 10;

/** @throws CURSOR_INVALID, AUDIT_PERIOD_INVALID */
export async function listAudit(
  { db }: Pick<Context, 'db'>,
  { userId: actorId }: Allowed<'audit.read', Actor>,
  { limit = PAGE_LIMIT_DEFAULT, after, ...query }: AuditQuery & { limit?: number; after?: string },
): Promise<Page<AuditRecord>> {
  const rows = await listEntries(db, filtersOf(query), { limit: limit + 1, after: datedPlace(after) });
  const filters = namedFilters(query);
  await publishSeldom(db, auditRead, { about: [actorId, JSON.stringify(filters)], fact: { actorId, filters } });
  return cutDatedPage(rows, limit);
}

/** @throws AUDIT_PERIOD_INVALID */
export function filtersOf({ q = '', from, to, ...filters }: AuditQuery): AuditFilters {
  const words = q
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  return { ...filters, words, from: instantOf(from), to: instantOf(to) };
}

/** What was looked for; of free words only that there were any. */
export function namedFilters({ q, ...filters }: AuditQuery): Record<string, unknown> {
  return q ? { ...filters, words: true } : { ...filters };
}

/** One that every database knows. */
function instantOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  const year = date.getUTCFullYear();
  if (!(year >= 1000 && year <= 9999)) throw auditErrors.AUDIT_PERIOD_INVALID();
  return date;
}
