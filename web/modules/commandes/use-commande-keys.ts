import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import type { CommandeActs } from './use-commande-acts.ts';

/** The keys of the page of a commande: r, d, a, l, e. */
export function useCommandeKeys(
  { may, correcteur }: Commande,
  acts: CommandeActs,
  run: { reply: () => void; deposit: () => void },
): void {
  const words = useWords();
  const { actions, page } = words.commandes;
  useShortcut({ keys: 'r', label: words.messages.replyKey, group: 'here', run: run.reply }, may.message);
  useShortcut({ keys: 'd', label: page.depositKey, group: 'here', run: run.deposit }, may.upload);
  useShortcut(
    { keys: 'a', label: correcteur ? actions.reassign : actions.assign, group: 'here', run: acts.assign },
    may.assign,
  );
  useShortcut({ keys: 'l', label: actions.deliver, group: 'here', run: acts.deliver }, may.deliver);
  useShortcut({ keys: 'e', label: page.edit, group: 'here', run: acts.edit }, may.edit);
}
