import { Studio, type StudioProps } from '@prisma/studio-core/ui';
import '@prisma/studio-core/ui/index.css';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { isProofWanted, onProofWanted } from '../../api/fresh-proof.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useWindowTitle } from '../../ui/page.tsx';
import { createAdapter, type Database } from './adapter.ts';
import { shownTable } from './export-table.ts';
import { LockBar } from './lock-bar.tsx';
import { studioQuery } from './queries.ts';
import { useIsDark } from './use-is-dark.ts';
import { useStudioWords } from './use-studio-words.ts';

const ProveAgain = lazy(async () => ({ default: (await import('../accounts/prove-again.tsx')).ProveAgain }));

/** The tables as they are, under a bar that says whether they may be written. */
export function StudioPage(props: { signedIn: boolean }) {
  const words = useStudioWords();
  useWindowTitle(words.title);
  const proofWanted = useSyncExternalStore(onProofWanted, isProofWanted);
  return (
    <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] overflow-hidden bg-paper">
      <Opened inStaka={props.signedIn} />
      <Suspense>{props.signedIn && proofWanted ? <ProveAgain /> : null}</Suspense>
    </div>
  );
}

function Opened(props: { inStaka: boolean }) {
  const words = useStudioWords();
  const { data, error, refetch } = useQuery(studioQuery);
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const isDark = useIsDark();
  const adapter = useMemo<StudioProps['adapter'] | null>(() => (data ? openAt(data, setRefusal) : null), [data]);
  useWayToTheDoor(refusal ?? error);
  return (
    <>
      <LockBar
        inStaka={props.inStaka}
        until={data?.unlockedUntil ?? null}
        provider={data?.provider ?? null}
        refusal={refusal}
        onSettled={() => setRefusal(null)}
      />
      <main id="content" tabIndex={-1} className="studio-room min-h-0 min-w-0">
        {adapter && data ? <Studio key={isDark ? 'dark' : 'light'} adapter={adapter} /> : null}
        {error ? (
          <div className="grid max-w-form gap-4 p-6">
            <Notice tone="danger">
              {error instanceof ApiError && error.message !== '' ? error.message : words.unreachable}
            </Notice>
            <Button onClick={() => void refetch()}>{words.again}</Button>
          </div>
        ) : null}
      </main>
    </>
  );
}

/** Studio writes into the address what it shows, once one has chosen; people are what it is opened for most. */
function openAt(database: Database, onRefused: (refusal: ApiError) => void): StudioProps['adapter'] {
  const adapter = createAdapter(database, onRefused);
  if (shownTable(location.hash) === null)
    history.replaceState(
      null,
      '',
      `#${new URLSearchParams({ schema: adapter.defaultSchema ?? '', table: 'users', view: 'table' })}`,
    );
  return adapter;
}

/** Somebody whose session is over signs in again, and comes back here. */
function useWayToTheDoor(failure: unknown): void {
  useEffect(() => {
    if (failure instanceof ApiError && failure.status === 401)
      location.assign(`/login?to=${encodeURIComponent(location.pathname)}`);
  }, [failure]);
}
