import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import type { ApiToken } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { DateOnly, Time } from '../../ui/time.tsx';
import { toast } from '../../ui/toast.tsx';
import { apiTokensQuery } from './queries.ts';
import { useTokenWords } from './use-token-words.ts';

export function TokenRow(props: { token: ApiToken }) {
  const words = useTokenWords();
  const [asking, setAsking] = useState(false);
  const { token } = props;
  const isExpired = token.expiresAt !== null && new Date(token.expiresAt) <= new Date();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="grid min-w-0 grow basis-52 gap-0.5">
        <p className="flex flex-wrap items-center gap-2 break-words font-medium text-14">
          {token.name}
          <Badge>{words.scopesOf(token.scopes)}</Badge>
          {isExpired ? <Badge tone="warning">{words.expired}</Badge> : null}
        </p>
        <p className="numbers text-13 text-ink-soft">
          <code>{token.prefix}…</code> ·{' '}
          {token.expiresAt === null ? (
            words.noExpiry
          ) : (
            <>
              {words.expires} <DateOnly at={token.expiresAt} />
            </>
          )}
        </p>
        <p className="numbers text-13 text-ink-soft">
          {token.lastUsedAt === null ? (
            words.neverUsed
          ) : (
            <>
              {words.lastUsed} <Time at={token.lastUsedAt} />
            </>
          )}
        </p>
      </div>
      <Button size="small" aria-label={words.revokeLabel(token.name)} onClick={() => setAsking(true)}>
        {words.revoke}
      </Button>
      <RevokeDialog token={token} open={asking} onOpenChange={setAsking} />
    </li>
  );
}

/** What uses the token stops at once, and no other can be made that is the same: asked before. */
function RevokeDialog(props: { token: ApiToken; open: boolean; onOpenChange: (open: boolean) => void }) {
  const words = useWords();
  const tokens = useTokenWords();
  const client = useQueryClient();
  const { token, onOpenChange } = props;
  const revoke = useMutation({
    mutationFn: () => answer(api.DELETE('/api/users/me/api-tokens/{id}', { params: { path: { id: token.id } } })),
    onSuccess: () => toast({ title: tokens.revoked }),
    onError: (error) => toast({ title: sentenceOf(error, words) }),
    onSettled: () => {
      onOpenChange(false);
      return client.invalidateQueries(apiTokensQuery);
    },
  });
  return (
    <Dialog
      open={props.open}
      onOpenChange={onOpenChange}
      title={tokens.revokeTitle(token.name)}
      description={tokens.revokeText}
    >
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={() => onOpenChange(false)}>
          {words.ui.cancel}
        </Button>
        <Button look="danger" pending={revoke.isPending} onClick={() => revoke.mutate()}>
          {tokens.revoke}
        </Button>
      </div>
    </Dialog>
  );
}
