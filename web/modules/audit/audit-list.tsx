import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import ScrollText from 'lucide-react/icons/scroll-text';
import type { AuditEntry } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { AuditLine } from './audit-entry.tsx';
import { useAuditWords } from './use-audit-words.ts';

/** The entries in their four faces. `onClear` is there when something is looked for. */
export function AuditList(props: { query: UseInfiniteQueryResult<AuditEntry[]>; onClear?: (() => void) | undefined }) {
  const words = useWords().ui;
  const says = useAuditWords();
  const { query, onClear } = props;
  if (query.isPending) return <AuditSkeletons />;
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0)
    return (
      <EmptyState
        icon={<ScrollText aria-hidden strokeWidth={1.5} />}
        title={onClear ? says.nothing : says.empty}
        action={onClear ? <Button onClick={onClear}>{says.clear}</Button> : null}
      >
        {onClear ? says.nothingText : says.emptyText}
      </EmptyState>
    );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <ol aria-label={says.title} className="divide-y divide-line rounded-md border border-line bg-surface">
        {query.data.map((entry) => (
          <AuditLine key={entry.id} entry={entry} />
        ))}
      </ol>
      {query.hasNextPage ? (
        <div className="text-center">
          <Button look="quiet" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function AuditSkeletons() {
  return (
    <Loading className="divide-y divide-line rounded-md border border-line bg-surface">
      {['w-2/3', 'w-1/2', 'w-3/5', 'w-2/5', 'w-3/4'].map((width) => (
        <div key={width} className="grid gap-2 px-4 py-4 sm:grid-cols-[10rem_minmax(0,1fr)] sm:gap-4">
          <Skeleton className="h-4 w-28" />
          <div className="grid gap-2">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-3 w-40" />
          </div>
        </div>
      ))}
    </Loading>
  );
}
