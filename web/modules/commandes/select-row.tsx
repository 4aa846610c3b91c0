import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import type { Selection } from './use-selection.ts';

export function SelectRow(props: { commande: Commande; selection: Selection }) {
  const words = useWords().commandes.selection;
  const { commande, selection } = props;
  return (
    <input
      type="checkbox"
      aria-label={words.choose(commande.titre)}
      checked={selection.has(commande.id)}
      onChange={() => selection.toggle(commande.id)}
      className="relative z-1 block size-4 accent-accent pointer-coarse:size-5"
    />
  );
}

/** x chooses the row that has the focus. */
export function useSelectKey(selection: Selection): void {
  const words = useWords().commandes.selection;
  useShortcut({
    keys: 'x',
    label: words.key,
    group: 'here',
    run: () => {
      const row = document.activeElement?.closest('[data-row]')?.getAttribute('data-row');
      if (row) selection.toggle(row);
    },
  });
}
