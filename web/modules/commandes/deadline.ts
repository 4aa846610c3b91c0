import type { Commande } from '../../api/types.ts';

type Dated = Pick<Commande, 'deadline' | 'createdAt' | 'statut' | 'suspendedAt'>;

/** Seconds until the deadline at this moment, negative once it is past; null where no clock runs. */
export function remainingAt({ deadline }: Pick<Commande, 'deadline'>, now: Date): number | null {
  if (deadline.remainingSeconds === null || deadline.at === null) return null;
  if (deadline.paused) return deadline.remainingSeconds;
  return Math.trunc((Date.parse(deadline.at) - now.getTime()) / 1000);
}

/** How much of the time given is spent, from 0 to 1; it stands still while SUSPENDUE. */
export function spentAt(commande: Dated, now: Date): number | null {
  const remaining = remainingAt(commande, now);
  if (remaining === null || commande.deadline.at === null) return null;
  const given = (Date.parse(commande.deadline.at) - Date.parse(commande.createdAt)) / 1000;
  return given <= 0 ? 1 : Math.min(Math.max(1 - remaining / given, 0), 1);
}

export type Urgency = 'late' | 'soon' | 'calm' | 'paused' | 'none';

const SOON_SECONDS = 24 * 3600;

export function urgencyAt(commande: Pick<Commande, 'deadline'>, now: Date): Urgency {
  const remaining = remainingAt(commande, now);
  if (remaining === null) return 'none';
  if (commande.deadline.paused) return 'paused';
  if (remaining < 0) return 'late';
  return remaining < SOON_SECONDS ? 'soon' : 'calm';
}
