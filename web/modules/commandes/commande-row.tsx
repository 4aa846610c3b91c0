import { Link } from '@tanstack/react-router';
import Clock from 'lucide-react/icons/clock';
import Paperclip from 'lucide-react/icons/paperclip';
import type { ReactNode } from 'react';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { CountBadge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { PrioriteMark, StatutMark } from '../../ui/statut-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { DeadlineWords } from './deadline-words.tsx';

/** A commande in a list: the whole row opens it. `who` is the person that the reader deals with in it. */
export function CommandeRow(props: { commande: Commande; who: ReactNode; showPriorite?: boolean }) {
  const words = useWords().commandes;
  const { commande } = props;
  return (
    <li className="relative grid gap-x-6 gap-y-2 px-4 py-3.5 transition-colors hover:bg-hover sm:grid-cols-[minmax(0,1fr)_auto] sm:px-5">
      <div className="grid min-w-0 gap-1">
        <span className="flex min-w-0 items-center gap-2">
          <Link
            data-row
            to="/app/commandes/$id"
            params={{ id: commande.id }}
            className={classNames(
              'min-w-0 truncate text-16 text-ink -outline-offset-2 after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2',
              commande.unreadMessages > 0 && 'font-semibold',
            )}
          >
            {commande.titre}
          </Link>
          <CountBadge count={commande.unreadMessages} label={words.unread(commande.unreadMessages)} />
        </span>
        <span className="flex min-w-0 flex-wrap gap-x-3 gap-y-0.5 text-13 text-ink-soft">
          <span className="truncate">{props.who}</span>
          <span className="inline-flex items-center gap-1 whitespace-nowrap text-ink-faint">
            <Paperclip aria-hidden className="icon size-3.5" />
            {commande.fileCount === 0 ? words.noFile : words.files(commande.fileCount)}
          </span>
          <span className="inline-flex items-center gap-1 whitespace-nowrap text-ink-faint">
            <Clock aria-hidden className="icon size-3.5" />
            <span className="sr-only">{words.activity}</span> <Time at={commande.updatedAt} />
          </span>
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 sm:grid sm:content-center sm:justify-items-end sm:gap-1">
        <span className="flex items-center gap-3">
          {props.showPriorite ? <PrioriteMark priorite={commande.priorite} /> : null}
          <StatutMark statut={commande.statut} />
        </span>
        <DeadlineWords commande={commande} short />
      </div>
    </li>
  );
}
