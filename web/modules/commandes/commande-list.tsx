import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { useListKeys } from '../../ui/keyboard/list-keys.ts';
import { announce } from '../../ui/live-region.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';

/** The four faces of a list of commandes; `children` shows it full. */
export function CommandeList(props: {
  query: UseInfiniteQueryResult<Commande[]>;
  empty: ReactNode;
  children: (commandes: Commande[]) => ReactNode;
}) {
  const words = useWords();
  const { query } = props;
  const list = useRef<HTMLDivElement>(null);
  useListKeys(list, { next: words.commandes.nextKey, previous: words.commandes.previousKey });
  useAnnouncedCount(query);
  if (query.isPending) return <CommandesSkeleton />;
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) return props.empty;
  return (
    <div ref={list} className={classNames('transition-opacity', query.isPlaceholderData && 'opacity-60')}>
      {props.children(query.data)}
      {query.hasNextPage ? (
        <div className="pt-4 text-center">
          <Button look="quiet" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {words.ui.more}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** The frame around rows. */
export function Rows(props: { label?: string; children: ReactNode }) {
  return (
    <ul
      aria-label={props.label}
      className="divide-y divide-line overflow-hidden rounded-md border border-line bg-surface"
    >
      {props.children}
    </ul>
  );
}

export function CommandesSkeleton() {
  return (
    <Loading className="divide-y divide-line rounded-md border border-line bg-surface">
      {['w-48', 'w-64', 'w-40', 'w-56', 'w-44'].map((width) => (
        <div key={width} className="flex items-center justify-between gap-6 px-5 py-4">
          <div className="grid gap-2.5">
            <Skeleton className={classNames('h-4.5', width)} />
            <Skeleton className="h-3.5 w-56 max-w-full" />
          </div>
          <div className="grid justify-items-end gap-2.5">
            <Skeleton className="h-6 w-24" />
            <Skeleton className="h-3.5 w-20" />
          </div>
        </div>
      ))}
    </Loading>
  );
}

/** After a search, how many rows there are now. */
function useAnnouncedCount(query: UseInfiniteQueryResult<Commande[]>): void {
  const words = useWords().commandes;
  const count = query.isSuccess && !query.isPlaceholderData ? query.data.length : null;
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (count !== null && before.current !== null && before.current !== count) announce(words.shown(count));
    if (count !== null) before.current = count;
  }, [count, words]);
}
