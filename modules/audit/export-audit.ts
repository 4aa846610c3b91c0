import { Readable } from 'node:stream';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import type { DatedPlace } from '#platform/http/page.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { csvHead, csvLine } from './csv.ts';
import { filtersOf, namedFilters } from './list-audit.ts';
import { presentEntry } from './present.ts';
import { type AuditFilters, listEntries } from './queries.ts';
import { record } from './record.ts';
import type { AuditEntry, AuditQuery, EXPORT_FORMATS } from './schema.ts';

const PAGE = 500;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Every entry that the filters find, as it is read: page after page, however many there are. That it was asked for is
 * recorded first.
 * @throws AUDIT_PERIOD_INVALID
 */
export async function exportAudit(
  { db }: Pick<Context, 'db'>,
  { userId: actorId }: Allowed<'audit.read', Actor>,
  { format, ...query }: AuditQuery & { format: ExportFormat },
): Promise<Readable> {
  const filters = filtersOf(query);
  const now = new Date();
  // What is recorded while it is read is no part of it: it comes to an end.
  const until = filters.to !== undefined && filters.to < now ? filters.to : now;
  await inTransaction(db, (tx) =>
    record(tx, { action: 'audit.exported', actorId, targetType: 'audit', data: { format, ...namedFilters(query) } }),
  );
  return Readable.from(linesOf(db, { ...filters, to: until }, format));
}

async function* linesOf(db: Context['db'], filters: AuditFilters, format: ExportFormat): AsyncGenerator<string> {
  if (format === 'csv') yield csvHead();
  let after: DatedPlace | null = null;
  for (;;) {
    const rows = await listEntries(db, filters, { limit: PAGE, after });
    if (rows.length > 0) yield rows.map((row) => lineOf(presentEntry(row), format)).join('');
    after = rows.at(-1) ?? null;
    if (rows.length < PAGE) return;
  }
}

function lineOf(entry: AuditEntry, format: ExportFormat): string {
  return format === 'csv' ? csvLine(entry) : `${JSON.stringify(entry)}\n`;
}
