import { Link } from '@tanstack/react-router';
import ArrowDown from 'lucide-react/icons/arrow-down';
import type { ReactNode } from 'react';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Avatar, fullName } from '../../ui/avatar.tsx';
import { CountBadge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { PrioriteMark, StatutMark } from '../../ui/statut-mark.tsx';
import { DateOnly } from '../../ui/time.tsx';
import { DeadlineWords } from './deadline-words.tsx';
import { RowActs } from './row-acts.tsx';
import { type CommandesSearch, readSearch, type Tri } from './search.ts';
import { SelectRow, useSelectKey } from './select-row.tsx';
import type { Selection } from './use-selection.ts';

/** All commandes as a table, where there is room for one. */
export function CommandeTable(props: {
  commandes: Commande[];
  selection: Selection;
  search: CommandesSearch;
  onSort: (search: CommandesSearch) => void;
}) {
  const words = useWords().commandes;
  const { commandes, selection, search, onSort } = props;
  const { columns } = words;
  useSelectKey(selection);
  const sort = { search, onSort };
  return (
    <div className="overflow-x-auto rounded-md border border-line bg-surface">
      <table className="w-full border-collapse text-start text-14">
        <thead>
          <tr className="border-line border-b text-13 text-ink-soft">
            <th scope="col" className="w-10 ps-4">
              <input
                type="checkbox"
                aria-label={words.selection.chooseAll}
                checked={selection.isWhole}
                ref={(input) => {
                  if (input) input.indeterminate = selection.chosen.length > 0 && !selection.isWhole;
                }}
                onChange={selection.toggleAll}
                className="block size-4 accent-accent"
              />
            </th>
            <SortedHead {...sort} tri="titre" label={columns.titre} />
            <Head className="max-xl:hidden">{columns.client}</Head>
            <Head>{columns.correcteur}</Head>
            <Head>{columns.statut}</Head>
            <SortedHead {...sort} tri="priorite" label={columns.priorite} />
            <SortedHead {...sort} tri="echeance" label={columns.echeance} />
            <SortedHead {...sort} tri="recent" label={columns.created} className="max-xl:hidden" />
            <th scope="col">
              <span className="sr-only">{columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {commandes.map((commande) => (
            <CommandeLine key={commande.id} commande={commande} selection={selection} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CommandeLine(props: { commande: Commande; selection: Selection }) {
  const words = useWords().commandes;
  const { commande, selection } = props;
  return (
    <tr className={classNames('transition-colors', selection.has(commande.id) ? 'bg-accent-soft' : 'hover:bg-hover')}>
      <td className="ps-4">
        <SelectRow commande={commande} selection={selection} />
      </td>
      <td className="max-w-48 py-2.5 ps-3 xl:max-w-72">
        <span className="flex items-center gap-2">
          <Link
            data-row={commande.id}
            to="/app/commandes/$id"
            params={{ id: commande.id }}
            title={commande.titre}
            className={classNames('truncate hover:underline', commande.unreadMessages > 0 && 'font-semibold')}
          >
            {commande.titre}
          </Link>
          <CountBadge count={commande.unreadMessages} label={words.unread(commande.unreadMessages)} />
        </span>
        <span className="block truncate text-13 text-ink-soft xl:hidden">{fullName(commande.client)}</span>
      </td>
      <td className="max-w-40 truncate ps-3 text-ink-soft max-xl:hidden">{fullName(commande.client)}</td>
      <td className="max-w-36 ps-3 xl:max-w-44">
        {commande.correcteur ? (
          <span className="flex items-center gap-2 text-ink-soft">
            <Avatar person={commande.correcteur} size="small" />
            <span className="truncate">{fullName(commande.correcteur)}</span>
          </span>
        ) : (
          <span className="whitespace-nowrap text-ink-faint">
            {commande.may.assign ? words.toAssign : words.notAssigned}
          </span>
        )}
      </td>
      <td className="ps-3">
        <StatutMark statut={commande.statut} />
      </td>
      <td className="ps-3">
        <PrioriteMark priorite={commande.priorite} />
      </td>
      <td className="ps-3 xl:whitespace-nowrap">
        <DeadlineWords commande={commande} short />
      </td>
      <td className="whitespace-nowrap ps-3 text-13 text-ink-soft max-xl:hidden">
        <DateOnly at={commande.createdAt} />
      </td>
      <td className="pe-2">
        <RowActs commande={commande} />
      </td>
    </tr>
  );
}

function Head(props: { className?: string; children: ReactNode }) {
  return (
    <th scope="col" className={classNames('h-10 whitespace-nowrap ps-3 text-start font-medium', props.className)}>
      {props.children}
    </th>
  );
}

function SortedHead(props: {
  tri: Tri;
  label: string;
  className?: string;
  search: CommandesSearch;
  onSort: (search: CommandesSearch) => void;
}) {
  const words = useWords().commandes;
  const { tri, label, search } = props;
  const isSorted = (search.tri ?? 'recent') === tri;
  const direction = tri === 'titre' || tri === 'echeance' ? 'ascending' : 'descending';
  return (
    <th
      scope="col"
      aria-sort={isSorted ? direction : undefined}
      className={classNames('h-10 whitespace-nowrap ps-3 text-start font-medium', props.className)}
    >
      <button
        type="button"
        aria-label={words.sortBy(label)}
        onClick={() => props.onSort(readSearch({ ...search, tri }))}
        className={classNames(
          '-mx-1.5 inline-flex h-8 items-center gap-1 rounded-sm px-1.5 hover:bg-hover',
          isSorted && 'text-ink',
        )}
      >
        {label}
        {isSorted ? (
          <ArrowDown aria-hidden className={classNames('icon size-3.5', direction === 'ascending' && 'rotate-180')} />
        ) : null}
      </button>
    </th>
  );
}
