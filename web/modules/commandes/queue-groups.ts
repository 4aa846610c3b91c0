import type { Commande } from '../../api/types.ts';
import { dayOf } from './days.ts';
import { remainingAt } from './deadline.ts';

export const QUEUE_GROUPS = ['enRetard', 'aujourdhui', 'cetteSemaine', 'plusTard', 'sansDate', 'enPause'] as const;
export type QueueGroup = (typeof QUEUE_GROUPS)[number];

/** The work of a corrector as it has to be taken: by deadline, the nearest first, and what stands still at the end. */
export function queueGroups(
  commandes: readonly Commande[],
  now: Date,
  timeZone: string,
): { group: QueueGroup; commandes: Commande[] }[] {
  const sorted = commandes.toSorted((a, b) => deadlineOf(a) - deadlineOf(b) || a.id.localeCompare(b.id));
  return QUEUE_GROUPS.map((group) => ({
    group,
    commandes: sorted.filter((commande) => groupOf(commande, now, timeZone) === group),
  })).filter((one) => one.commandes.length > 0);
}

export function groupOf(commande: Commande, now: Date, timeZone: string): QueueGroup {
  if (commande.statut === 'SUSPENDUE') return 'enPause';
  const remaining = remainingAt(commande, now);
  if (remaining === null || commande.deadline.at === null) return 'sansDate';
  if (remaining < 0) return 'enRetard';
  const days = dayOf(new Date(commande.deadline.at), timeZone) - dayOf(now, timeZone);
  if (days === 0) return 'aujourdhui';
  return days < daysToMonday(now, timeZone) ? 'cetteSemaine' : 'plusTard';
}

/** The week ends on Sunday evening. */
function daysToMonday(now: Date, timeZone: string): number {
  const today = new Date(dayOf(now, timeZone) * 86_400_000).getUTCDay();
  return today === 0 ? 1 : 8 - today;
}

function deadlineOf({ deadline }: Commande): number {
  return deadline.at === null ? Number.MAX_SAFE_INTEGER : Date.parse(deadline.at);
}
