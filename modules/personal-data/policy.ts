import type { DataExportRow } from '#platform/db/database.gen.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';
import { personalDataErrors } from './errors.ts';
import { findExport } from './exports/queries.ts';

/** Its owner alone, as long as it is kept; not even an administrator. @throws EXPORT_NOT_FOUND */
export async function mayReadExport({
  context,
  actor,
  params,
}: SignedInCall<{ params: { id: string } }>): Promise<Allowed<'export.read', DataExportRow>> {
  const found = await findExport(context.db, params.id);
  const isThere = found?.state === 'READY' && found.expiresAt !== null && found.expiresAt > new Date();
  if (!isThere || found.userId !== actor.userId) throw personalDataErrors.EXPORT_NOT_FOUND();
  return allow('export.read', found);
}

/** @throws FORBIDDEN */
export function mayListErasures({ actor }: { actor: Actor }): Allowed<'erasures.list', Actor> {
  if (actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
  return allow('erasures.list', actor);
}
