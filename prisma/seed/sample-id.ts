const KINDS = [
  'user',
  'preferences',
  'commande',
  'historique',
  'file',
  'version',
  'message',
  'attachment',
  'ticket',
  'notification',
  'page',
] as const;

/** The fixed id of a sample row: a UUIDv7 of 21 November 2026. */
export function sampleId(kind: (typeof KINDS)[number], number: number): string {
  const group = (0x8000 + KINDS.indexOf(kind)).toString(16);
  return `019aa4b2-d000-7000-${group}-${String(number).padStart(12, '0')}`;
}
