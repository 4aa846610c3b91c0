import Ellipsis from 'lucide-react/icons/ellipsis';
import { lazy, Suspense } from 'react';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { IconButton } from '../../ui/button.tsx';
import { fetchAhead } from '../../ui/fetch-ahead.ts';
import { ActsMenu } from './acts-menu.tsx';
import { useCommandeActs } from './use-commande-acts.ts';

const load = async () => ({ default: (await import('./commande-dialogs.tsx')).CommandeDialogs });
const CommandeDialogs = lazy(load);
fetchAhead(load);

/** What can be done to a commande from its row. */
export function RowActs(props: { commande: Commande }) {
  const words = useWords().commandes;
  const { commande } = props;
  const acts = useCommandeActs(commande);
  return (
    <span className="relative z-1">
      <ActsMenu
        commande={commande}
        acts={acts}
        align="end"
        trigger={
          <IconButton label={words.rowActions(commande.titre)}>
            <Ellipsis aria-hidden className="icon" />
          </IconButton>
        }
      />
      <Suspense>{acts.dialog ? <CommandeDialogs commande={commande} acts={acts} /> : null}</Suspense>
    </span>
  );
}
