import type { AuditEntry } from './schema.ts';

const COLUMNS: Readonly<Record<string, (entry: AuditEntry) => string | null | undefined>> = {
  createdAt: ({ createdAt }) => createdAt,
  action: ({ action }) => action,
  actorId: ({ actor }) => actor?.id,
  actor: ({ actor }) => actor?.name,
  impersonatorId: ({ impersonator }) => impersonator?.id,
  impersonator: ({ impersonator }) => impersonator?.name,
  targetType: ({ targetType }) => targetType,
  targetId: ({ targetId }) => targetId,
  target: ({ targetName }) => targetName,
  ip: ({ ip }) => ip,
  userAgent: ({ userAgent }) => userAgent,
  sessionId: ({ sessionId }) => sessionId,
  data: ({ data }) => JSON.stringify(data),
  id: ({ id }) => id,
};

/** By this mark a spreadsheet knows UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

export function csvHead(): string {
  return BYTE_ORDER_MARK + lineOf(Object.keys(COLUMNS));
}

export function csvLine(entry: AuditEntry): string {
  return lineOf(Object.values(COLUMNS).map((cell) => cell(entry) ?? ''));
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

/** RFC 4180; what a spreadsheet would take for a formula is made a text. */
function quoted(cell: string): string {
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
