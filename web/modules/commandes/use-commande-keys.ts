import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { useMessagesWords } from '../messages/use-messages-words.ts';
import type { CommandeActs } from './use-commande-acts.ts';
import { useCommandeWords } from './use-commande-words.ts';

/** The keys of the page of a commande: r, d, a, l, e. */
export function useCommandeKeys(
  { may, correcteur }: Commande,
  acts: CommandeActs,
  run: { reply: () => void; deposit: () => void },
): void {
  const messageWords = useMessagesWords();
  const { acts: named } = useWords().commandes;
  const { page } = useCommandeWords();
  useShortcut({ keys: 'r', label: messageWords.replyKey, group: 'here', run: run.reply }, may.message);
  useShortcut({ keys: 'd', label: page.depositKey, group: 'here', run: run.deposit }, may.upload);
  useShortcut(
    { keys: 'a', label: correcteur ? named.reassign : named.assign, group: 'here', run: acts.assign },
    may.assign,
  );
  useShortcut({ keys: 'l', label: named.deliver, group: 'here', run: acts.deliver }, may.deliver);
  useShortcut({ keys: 'e', label: named.edit, group: 'here', run: acts.edit }, may.edit);
}
