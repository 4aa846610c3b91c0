import { useMutation, useQuery } from '@tanstack/react-query';
import { type RefObject, useRef, useState, useSyncExternalStore } from 'react';
import { answer, api } from '../../api/client.ts';
import { afterProof } from '../../api/fresh-proof.ts';
import { queryClient } from '../../api/query-client.ts';
import { isSecondFactorMissing, onSecondFactor, setSecondFactorMissing } from '../../api/second-factor.ts';
import type { SecondFactors } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { toast } from '../../ui/toast.tsx';
import { FactorRow } from './factor-row.tsx';
import { PasskeyList } from './passkey-list.tsx';
import { secondFactorsQuery } from './queries.ts';
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx';
import { type Removal, RemoveDialog } from './remove-dialog.tsx';
import { TotpDialog, type TotpOffer } from './totp-dialog.tsx';
import { useSecondFactorWords } from './use-second-factor-words.ts';

/** How a person proves who they are, beside their password. */
export function SecondFactorsSection() {
  const words = useSecondFactorWords();
  const query = useQuery(secondFactorsQuery);
  const title = useRef<HTMLHeadingElement>(null);
  return (
    <section className="grid gap-4">
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center gap-3">
          <h2 ref={title} tabIndex={-1} className="font-serif text-20">
            {words.title}
          </h2>
          {query.data ? <State factors={query.data} /> : null}
        </div>
        <p className="max-w-prose text-14 text-ink-soft">{words.lead}</p>
      </div>
      {query.isPending ? <Skeletons /> : null}
      {query.isLoadingError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data ? <Factors factors={query.data} title={title} /> : null}
    </section>
  );
}

function State(props: { factors: SecondFactors }) {
  const words = useSecondFactorWords();
  return hasFactors(props.factors) ? <Badge tone="success">{words.on}</Badge> : <Badge>{words.off}</Badge>;
}

function Factors({ factors, title }: { factors: SecondFactors; title: RefObject<HTMLElement | null> }) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const [removal, setRemoval] = useState<Removal | null>(null);
  const settled = (fresh: string[] | null) => {
    setCodes(fresh);
    setSecondFactorMissing(false);
    void queryClient.invalidateQueries();
  };
  return (
    <>
      <Asked factors={factors} />
      <div className="divide-y divide-line rounded-md border border-line bg-surface">
        <Totp factors={factors} onDone={settled} onRemove={setRemoval} />
        <PasskeyList factors={factors} onDone={settled} onRemove={setRemoval} />
        {factors.recoveryCodes ? <RecoveryCodes left={factors.recoveryCodes.left} onDone={setCodes} /> : null}
      </div>
      <RecoveryCodesDialog codes={codes} onDone={() => setCodes(null)} returnTo={title} />
      <RemoveDialog removal={removal} onClose={() => setRemoval(null)} returnTo={title} />
    </>
  );
}

/** What this space asks of the person. */
function Asked({ factors }: { factors: SecondFactors }) {
  const words = useSecondFactorWords();
  const missing = useSyncExternalStore(onSecondFactor, isSecondFactorMissing);
  if (!factors.required) return null;
  if (!hasFactors(factors)) return <Notice tone="warning">{words.required}</Notice>;
  if (!missing) return null;
  return (
    <Notice tone="warning">
      <p className="mb-3">{words.give}</p>
      <Button size="small" onClick={() => void afterProof()}>
        {words.giveIt}
      </Button>
    </Notice>
  );
}

type RowProps = {
  factors: SecondFactors;
  onDone: (recoveryCodes: string[] | null) => void;
  onRemove: (removal: Removal) => void;
};

function Totp({ factors, onDone, onRemove }: RowProps) {
  const words = useWords();
  const said = useSecondFactorWords();
  const [offer, setOffer] = useState<TotpOffer | null>(null);
  const begin = useMutation({
    mutationFn: () => answer(api.POST('/api/users/me/second-factors/totp')),
    onSuccess: setOffer,
    onError: (error) => toast({ title: sentenceOf(error, words) }),
  });
  const remove = async () => {
    await answer(api.DELETE('/api/users/me/second-factors/totp'));
    toast({ title: said.totpRemoved });
    await queryClient.invalidateQueries(secondFactorsQuery);
  };
  const isLast = factors.passkeys.length === 0;
  return (
    <FactorRow title={said.totp} text={said.totpText}>
      {factors.totp ? (
        <>
          <p className="text-13 text-ink-soft">
            {said.totpSince} <Time at={factors.totp.confirmedAt} />
          </p>
          <Button size="small" onClick={() => onRemove({ name: said.totp, isLast, run: remove })}>
            {said.totpRemove}
          </Button>
        </>
      ) : (
        <Button size="small" pending={begin.isPending} onClick={() => begin.mutate()}>
          {said.totpSetUp}
        </Button>
      )}
      <TotpDialog
        offer={offer}
        onClose={() => setOffer(null)}
        onDone={(codes) => {
          setOffer(null);
          toast({ title: said.totpDone });
          onDone(codes);
        }}
      />
    </FactorRow>
  );
}

function RecoveryCodes(props: { left: number; onDone: (codes: string[]) => void }) {
  const words = useWords();
  const said = useSecondFactorWords();
  const renew = useMutation({
    mutationFn: () => answer(api.POST('/api/users/me/second-factors/recovery-codes')),
    onSuccess: async ({ recoveryCodes }) => {
      props.onDone(recoveryCodes);
      await queryClient.invalidateQueries(secondFactorsQuery);
    },
    onError: (error) => toast({ title: sentenceOf(error, words) }),
  });
  return (
    <FactorRow title={said.codes} text={said.codesText}>
      <p className="text-13 text-ink-soft">{said.codesLeft(props.left)}</p>
      <Button size="small" pending={renew.isPending} onClick={() => renew.mutate()}>
        {said.codesRenew}
      </Button>
    </FactorRow>
  );
}

function hasFactors({ totp, passkeys }: SecondFactors): boolean {
  return totp !== null || passkeys.length > 0;
}

function Skeletons() {
  return (
    <Loading className="divide-y divide-line rounded-md border border-line bg-surface">
      {['w-32', 'w-40'].map((width) => (
        <div key={width} className="grid gap-2 px-4 py-4">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="h-3 w-64" />
        </div>
      ))}
    </Loading>
  );
}
