import type { CommandeRow, Priorite } from '#platform/db/database.gen.ts';
import { commandeErrors } from './errors.ts';

/** The delays of seed 002, at their longest: URGENTE 24–72 h, HAUTE 3–7 days, NORMALE 7–14 days, FAIBLE open. */
const PROPOSED_HOURS: Record<Priorite, number | null> = { URGENTE: 72, HAUTE: 7 * 24, NORMALE: 14 * 24, FAIBLE: null };

/** The deadline of a commande for which nobody chose one. */
export function proposedDeadline(priorite: Priorite, now: Temporal.Instant): Date | null {
  const hours = PROPOSED_HOURS[priorite];
  return hours === null ? null : toDate(now.add({ hours }));
}

type Clock = Pick<CommandeRow, 'statut' | 'dateEcheance' | 'suspendedAt'>;

/**
 * Seconds until the deadline, negative once it is past. The clock stands still while SUSPENDUE; there is none without
 * a deadline, nor once the commande has ended.
 */
export function remainingSeconds({ statut, dateEcheance, suspendedAt }: Clock, now: Temporal.Instant): number | null {
  if (dateEcheance === null || statut === 'TERMINE' || statut === 'ANNULEE') return null;
  const counted = suspendedAt?.toTemporalInstant() ?? now;
  return Math.trunc(counted.until(dateEcheance.toTemporalInstant()).total('seconds'));
}

/** The deadline after a pause: as far away as it was when the pause began. */
export function resumedDeadline({ dateEcheance, suspendedAt }: Clock, now: Temporal.Instant): Date | null {
  if (dateEcheance === null || suspendedAt === null) return dateEcheance;
  return toDate(dateEcheance.toTemporalInstant().add(suspendedAt.toTemporalInstant().until(now)));
}

export function toDate(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds);
}

/** @throws COMMANDE_DEADLINE_PAST */
export function futureDeadline(dateEcheance: string, now: Temporal.Instant): Date {
  const chosen = Temporal.Instant.from(dateEcheance);
  if (Temporal.Instant.compare(chosen, now) <= 0) throw commandeErrors.COMMANDE_DEADLINE_PAST();
  return toDate(chosen);
}
