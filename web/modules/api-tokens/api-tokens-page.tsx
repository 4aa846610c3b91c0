import { useQuery } from '@tanstack/react-query';
import KeyRound from 'lucide-react/icons/key-round';
import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { useSessionsWords } from '../sessions/use-sessions-words.ts';
import { CreateTokenDialog } from './create-token-dialog.tsx';
import { apiTokensQuery } from './queries.ts';
import { TokenRow } from './token-row.tsx';
import { useTokenWords } from './use-token-words.ts';

export function ApiTokensPage() {
  const sessionWords = useSessionsWords();
  const tokens = useTokenWords();
  const [creating, setCreating] = useState(false);
  return (
    <Page
      title={tokens.title}
      lead={tokens.lead}
      actions={
        <Button look="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden className="icon" />
          {tokens.create}
        </Button>
      }
    >
      <p className="-mt-2 mb-6 text-14">
        <TextLink to="/app/compte" search={{ onglet: 'securite' }}>
          {sessionWords.back}
        </TextLink>
      </p>
      <TokenList />
      <CreateTokenDialog open={creating} onOpenChange={setCreating} />
    </Page>
  );
}

function TokenList() {
  const words = useTokenWords();
  const query = useQuery(apiTokensQuery);
  if (query.isPending) return <TokenSkeletons />;
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const tokens = query.data ?? [];
  if (tokens.length === 0) {
    return (
      <EmptyState icon={<KeyRound aria-hidden strokeWidth={1.5} />} title={words.empty}>
        {words.emptyText}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={words.title} className="divide-y divide-line rounded-md border border-line bg-surface">
      {tokens.map((token) => (
        <TokenRow key={token.id} token={token} />
      ))}
    </ul>
  );
}

function TokenSkeletons() {
  return (
    <Loading className="grid gap-2 rounded-md border border-line bg-surface px-4 py-4">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-3 w-56" />
    </Loading>
  );
}
