import type { Commande, User } from '../../api/types.ts';
import { remainingAt } from './deadline.ts';

/** What the reader does next with a commande. */
export type NextThing =
  | { kind: 'reply'; count: number }
  | { kind: 'depositManuscript' }
  | { kind: 'collect' }
  | { kind: 'assign' }
  | { kind: 'start' }
  | { kind: 'deliver'; late: boolean }
  | { kind: 'ask' }
  | { kind: 'resume' }
  | { kind: 'wait'; for: 'correcteur' | 'start' | 'correction' | 'resume' | 'manuscript' }
  | { kind: 'nothing' };

/** One thing, the most pressing first. What may be done is the API's word (`may`, `transitions`), never the role's. */
export function nextThing(commande: Commande, me: Pick<User, 'id'>, now: Date): NextThing {
  const isClient = commande.client.id === me.id;
  if (commande.unreadMessages > 0) return { kind: 'reply', count: commande.unreadMessages };
  switch (commande.statut) {
    case 'TERMINE':
      return isClient ? { kind: 'collect' } : { kind: 'nothing' };
    case 'ANNULEE':
      return { kind: 'nothing' };
    case 'SUSPENDUE':
      return mayGo(commande, 'EN_COURS') || mayGo(commande, 'EN_ATTENTE')
        ? { kind: 'resume' }
        : { kind: 'wait', for: 'resume' };
    case 'EN_COURS':
      return nextWhileCorrected(commande, me, isLate(commande, now));
    case 'EN_ATTENTE':
      return nextWhileWaiting(commande, me, isClient);
  }
}

/** Whoever corrects delivers; an administrator asks when it is late, and may still deliver in their place. */
function nextWhileCorrected(commande: Commande, me: Pick<User, 'id'>, late: boolean): NextThing {
  if (commande.correcteur?.id === me.id && commande.may.deliver) return { kind: 'deliver', late };
  return late && commande.may.assign ? { kind: 'ask' } : { kind: 'wait', for: 'correction' };
}

function isLate(commande: Commande, now: Date): boolean {
  return (remainingAt(commande, now) ?? 0) < 0;
}

function nextWhileWaiting(commande: Commande, me: Pick<User, 'id'>, isClient: boolean): NextThing {
  if (commande.fileCount === 0) return isClient ? { kind: 'depositManuscript' } : { kind: 'wait', for: 'manuscript' };
  if (commande.correcteur === null)
    return commande.may.assign ? { kind: 'assign' } : { kind: 'wait', for: 'correcteur' };
  const isTheirs = commande.correcteur.id === me.id;
  return isTheirs && mayGo(commande, 'EN_COURS') ? { kind: 'start' } : { kind: 'wait', for: 'start' };
}

function mayGo(commande: Commande, to: Commande['statut']): boolean {
  return commande.transitions.some((transition) => transition.to === to);
}

/** What presses most comes first; what is equally pressing is taken by deadline. */
function rankOf(next: NextThing): number | null {
  switch (next.kind) {
    case 'reply':
      return 0;
    case 'depositManuscript':
      return 1;
    case 'assign':
      return 3;
    case 'ask':
      return 4;
    case 'deliver':
      return next.late ? 2 : 5;
    case 'start':
      return 5;
    case 'collect':
      return 6;
    case 'resume':
      return 7;
    case 'wait':
    case 'nothing':
      return null;
  }
}

/** Among several commandes the one whose next thing comes first; null when nothing waits for the reader. */
export function firstThing(
  commandes: readonly Commande[],
  me: Pick<User, 'id'>,
  now: Date,
): { commande: Commande; next: NextThing } | null {
  const things = commandes
    .map((commande) => ({ commande, next: nextThing(commande, me, now) }))
    .filter(({ commande, next }) => rankOf(next) !== null && !isOldNews(commande, next, now));
  const rank = ({ next }: { next: NextThing }) => rankOf(next) ?? Number.MAX_SAFE_INTEGER;
  return things.toSorted((a, b) => rank(a) - rank(b) || dueOf(a.commande) - dueOf(b.commande))[0] ?? null;
}

/** A corrected text that has been ready for this long has been seen. */
const NEWS_MS = 7 * 86_400_000;

function isOldNews({ dateFinition }: Commande, next: NextThing, now: Date): boolean {
  return next.kind === 'collect' && now.getTime() - Date.parse(dateFinition ?? '') > NEWS_MS;
}

function dueOf({ deadline }: Commande): number {
  return deadline.at === null ? Number.MAX_SAFE_INTEGER : Date.parse(deadline.at);
}
