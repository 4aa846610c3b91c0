import type { AuditRecord } from './queries.ts';
import type { AuditEntry } from './schema.ts';

export function presentEntry(row: AuditRecord): AuditEntry {
  return {
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    action: row.action,
    actor: personOf(row.actorId, nameOf(row.actorPrenom, row.actorNom, row.actorEmail)),
    impersonator: personOf(
      row.impersonatorId,
      nameOf(row.impersonatorPrenom, row.impersonatorNom, row.impersonatorEmail),
    ),
    targetType: row.targetType,
    targetId: row.targetId,
    targetName: nameOf(row.targetPrenom, row.targetNom, row.targetEmail) ?? row.titre ?? row.filename,
    sessionId: row.sessionId,
    ip: row.ip,
    userAgent: row.userAgent,
    data: isRecord(row.data) ? row.data : {},
  };
}

function personOf(id: string | null, name: string | null): AuditEntry['actor'] {
  return id === null ? null : { id, name };
}

function nameOf(prenom: string | null, nom: string | null, email: string | null): string | null {
  return `${prenom ?? ''} ${nom ?? ''}`.trim() || email;
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null;
}
