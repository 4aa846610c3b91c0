import type { Commande } from '../../api/types.ts';
import type { Words } from '../../i18n/fr.ts';
import { fullName } from '../../ui/avatar.tsx';
import type { NextThing } from './next-thing.ts';

/** The next thing to do as a sentence, and the word of its button; null where nothing is to be done. */
export function nextWords(
  next: NextThing,
  commande: Commande,
  me: { id: string },
  words: Words['commandes']['next'],
): { sentence: string; action: string | null } {
  switch (next.kind) {
    case 'reply':
      return { sentence: words.reply(next.count, otherName(commande, me)), action: words.replyAction };
    case 'depositManuscript':
      return { sentence: words.depositManuscript, action: words.depositManuscriptAction };
    case 'collect':
      return { sentence: words.collect, action: words.collectAction };
    case 'assign':
      return { sentence: words.assign, action: words.assignAction };
    case 'start':
      return { sentence: words.start, action: words.startAction };
    case 'deliver':
      return { sentence: next.late ? words.deliverLate : words.deliver, action: words.deliverAction };
    case 'ask':
      return { sentence: words.ask(commande.correcteur ? fullName(commande.correcteur) : ''), action: words.askAction };
    case 'resume':
      return { sentence: words.resume, action: words.resumeAction };
    case 'wait':
      return { sentence: words.wait[next.for], action: null };
    case 'nothing':
      return { sentence: commande.statut === 'ANNULEE' ? words.cancelled : words.delivered, action: null };
  }
}

/** Who writes to the reader in this commande, when it can only be one person. */
function otherName({ client, correcteur }: Commande, me: { id: string }): string | null {
  if (client.id === me.id) return correcteur && correcteur.id !== me.id ? fullName(correcteur) : null;
  return correcteur?.id === me.id ? fullName(client) : null;
}
