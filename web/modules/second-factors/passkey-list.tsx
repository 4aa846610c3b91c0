import { useMutation } from '@tanstack/react-query';
import KeyRound from 'lucide-react/icons/key-round';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Passkey, SecondFactors } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { Time } from '../../ui/time.tsx';
import { toast } from '../../ui/toast.tsx';
import { FactorRow } from './factor-row.tsx';
import { AddPasskeyDialog, type PasskeyOffer, RenamePasskeyDialog } from './passkey-dialog.tsx';
import { secondFactorsQuery } from './queries.ts';
import type { Removal } from './remove-dialog.tsx';
import { useSecondFactorWords } from './use-second-factor-words.ts';

type Props = {
  factors: SecondFactors;
  onDone: (recoveryCodes: string[] | null) => void;
  onRemove: (removal: Removal) => void;
};

/** A person's passkeys, and a way to add one. */
export function PasskeyList({ factors, onDone, onRemove }: Props) {
  const words = useWords();
  const said = useSecondFactorWords();
  const [offer, setOffer] = useState<PasskeyOffer | null>(null);
  const [renamed, setRenamed] = useState<Passkey | null>(null);
  const begin = useMutation({
    mutationFn: () => answer(api.POST('/api/users/me/second-factors/passkeys/options')),
    onSuccess: setOffer,
    onError: (error) => toast({ title: sentenceOf(error, words) }),
  });
  const isLast = factors.totp === null && factors.passkeys.length === 1;
  return (
    <FactorRow title={said.passkeys} text={said.passkeysText}>
      {factors.passkeys.length > 0 ? (
        <ul className="grid w-full gap-3">
          {factors.passkeys.map((passkey) => (
            <PasskeyItem
              key={passkey.id}
              passkey={passkey}
              onRename={() => setRenamed(passkey)}
              onRemove={() => onRemove({ name: passkey.name, isLast, run: () => remove(passkey, said.passkeyRemoved) })}
            />
          ))}
        </ul>
      ) : null}
      <Button size="small" pending={begin.isPending} onClick={() => begin.mutate()}>
        {said.passkeyAdd}
      </Button>
      <AddPasskeyDialog
        offer={offer}
        onClose={() => setOffer(null)}
        onDone={(codes) => {
          setOffer(null);
          toast({ title: said.passkeyAdded });
          onDone(codes);
        }}
      />
      <RenamePasskeyDialog
        passkey={renamed}
        onClose={() => setRenamed(null)}
        onDone={() => {
          setRenamed(null);
          void queryClient.invalidateQueries(secondFactorsQuery);
        }}
      />
    </FactorRow>
  );
}

function PasskeyItem(props: { passkey: Passkey; onRename: () => void; onRemove: () => void }) {
  const words = useSecondFactorWords();
  const { name, createdAt, lastUsedAt } = props.passkey;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <KeyRound aria-hidden className="size-5 flex-none text-ink-soft" strokeWidth={1.5} />
      <div className="min-w-0 grow basis-48">
        <p className="truncate font-medium text-14">{name}</p>
        <p className="numbers text-13 text-ink-soft">
          {words.passkeyMade} <Time at={createdAt} />
          {' · '}
          {lastUsedAt ? (
            <>
              {words.passkeyUsed} <Time at={lastUsedAt} />
            </>
          ) : (
            words.passkeyNever
          )}
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="small" look="quiet" aria-label={words.passkeyRenameLabel(name)} onClick={props.onRename}>
          {words.passkeyRename}
        </Button>
        <Button size="small" aria-label={words.passkeyRemoveLabel(name)} onClick={props.onRemove}>
          {words.passkeyRemove}
        </Button>
      </div>
    </li>
  );
}

async function remove({ id }: Passkey, said: string): Promise<void> {
  await answer(api.DELETE('/api/users/me/second-factors/passkeys/{id}', { params: { path: { id } } }));
  toast({ title: said });
  await queryClient.invalidateQueries(secondFactorsQuery);
}
