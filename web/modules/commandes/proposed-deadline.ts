import type { Priorite } from '../../api/types.ts';

/** The delays at their longest, as the API proposes them for a commande created without a date. */
const HOURS: Record<Priorite, number | null> = { URGENTE: 72, HAUTE: 7 * 24, NORMALE: 14 * 24, FAIBLE: null };

/** A commande is opened by the drop of its manuscript, before its priority is chosen: the date follows the choice. */
export function proposedDeadline(priorite: Priorite, now: Date): Date | null {
  const hours = HOURS[priorite];
  return hours === null ? null : new Date(now.getTime() + hours * 3_600_000);
}
