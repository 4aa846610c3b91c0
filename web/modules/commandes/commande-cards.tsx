import { Link } from '@tanstack/react-router';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { CountBadge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { PrioriteMark, StatutMark } from '../../ui/statut-mark.tsx';
import { DeadlineWords } from './deadline-words.tsx';
import { RowActs } from './row-acts.tsx';
import { SelectRow, useSelectKey } from './select-row.tsx';
import type { Selection } from './use-selection.ts';

/** The same commandes on a phone. */
export function CommandeCards(props: { commandes: Commande[]; selection: Selection }) {
  const words = useWords().commandes;
  const { commandes, selection } = props;
  useSelectKey(selection);
  return (
    <ul className="grid gap-3">
      {commandes.map((commande) => (
        <li
          key={commande.id}
          className={classNames(
            'relative grid gap-2 rounded-md border border-line px-4 py-3',
            selection.has(commande.id) ? 'bg-accent-soft' : 'bg-surface',
          )}
        >
          <div className="flex items-start gap-3">
            <span className="pt-1">
              <SelectRow commande={commande} selection={selection} />
            </span>
            <Link
              data-row={commande.id}
              to="/app/commandes/$id"
              params={{ id: commande.id }}
              className="min-w-0 grow wrap-anywhere text-16 after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus"
            >
              {commande.titre}
            </Link>
            <CountBadge count={commande.unreadMessages} label={words.unread(commande.unreadMessages)} />
            <span className="-my-1.5 -me-2">
              <RowActs commande={commande} />
            </span>
          </div>
          <p className="text-13 text-ink-soft">
            {fullName(commande.client)} ·{' '}
            {commande.correcteur ? words.correctedBy(fullName(commande.correcteur)) : words.notAssigned}
          </p>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StatutMark statut={commande.statut} />
            <PrioriteMark priorite={commande.priorite} />
            <DeadlineWords commande={commande} short className="ms-auto" />
          </div>
        </li>
      ))}
    </ul>
  );
}
