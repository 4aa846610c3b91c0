import type { DataExportRow } from '#platform/db/database.gen.ts';
import type { ErasureListRow } from './erasure/queries.ts';
import type { ErasureReport } from './erasure/report.ts';
import type { DataExport, Erasure } from './schema.ts';

export function presentExport({ id, state, size, createdAt, readyAt, expiresAt }: DataExportRow): DataExport {
  const isOver = state === 'READY' && expiresAt !== null && expiresAt <= new Date();
  return {
    id,
    state: isOver ? 'EXPIRED' : state,
    sizeBytes: size === null ? null : Number(size),
    createdAt: createdAt.toISOString(),
    readyAt: readyAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

export function presentErasure(row: ErasureListRow): Erasure {
  const { id, userId, createdAt, dueAt, cancelledAt, doneAt } = row;
  const { erased = {}, kept = [] } = doneAt === null ? {} : reportOf(row);
  return {
    id,
    userId,
    person: personOf(row),
    state: doneAt !== null ? 'DONE' : cancelledAt !== null ? 'CANCELLED' : 'PENDING',
    createdAt: createdAt.toISOString(),
    dueAt: dueAt.toISOString(),
    cancelledAt: cancelledAt?.toISOString() ?? null,
    doneAt: doneAt?.toISOString() ?? null,
    erased: { ...erased },
    kept: kept.map(({ numbers, ...one }) => ({ ...one, ...(numbers ? { numbers: [...numbers] } : {}) })),
  };
}

function personOf({ prenom, nom, email, erasedAt }: ErasureListRow): Erasure['person'] {
  if (email === null || erasedAt !== null) return null;
  return { prenom: prenom ?? '', nom: nom ?? '', email };
}

/** What `erase-person.ts` wrote there. */
function reportOf({ report }: ErasureListRow): Partial<ErasureReport> {
  return report as Partial<ErasureReport>;
}
