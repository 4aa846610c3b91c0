import { useQuery } from '@tanstack/react-query';
import Check from 'lucide-react/icons/check';
import { useState } from 'react';
import type { Correcteur } from '../../api/types.ts';
import { Avatar, fullName } from '../../ui/avatar.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { correcteursQuery } from './queries.ts';
import { useCommandeWords } from './use-commande-words.ts';

/** Who will correct, with what each already has in hand. `currentId` is who does now, if one does. */
export function AssignDialog(props: {
  title: string;
  currentId: string | null;
  /** Whether the commande may also be given to nobody. */
  mayClear: boolean;
  onChoose: (correcteur: Correcteur | null) => Promise<unknown>;
  onClose: () => void;
}) {
  const [failure, setFailure] = useState<Error | null>(null);
  const [pending, setPending] = useState(false);

  async function choose(correcteur: Correcteur | null): Promise<void> {
    if (pending) return;
    setPending(true);
    setFailure(null);
    try {
      await props.onChoose(correcteur);
      props.onClose();
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setPending(false);
    }
  }

  return (
    <Dialog open onOpenChange={props.onClose} title={props.title}>
      <div className="grid gap-3" aria-busy={pending}>
        <FormFailure failure={failure} />
        <Choices currentId={props.currentId} mayClear={props.mayClear} onChoose={(one) => void choose(one)} />
      </div>
    </Dialog>
  );
}

function Choices(props: {
  currentId: string | null;
  mayClear: boolean;
  onChoose: (correcteur: Correcteur | null) => void;
}) {
  const words = useCommandeWords().assign;
  const query = useQuery(correcteursQuery);
  if (query.isPending) {
    return (
      <Loading className="grid gap-2">
        <Skeleton className="h-13" />
        <Skeleton className="h-13" />
      </Loading>
    );
  }
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) {
    return (
      <EmptyState
        title={words.empty}
        action={
          <ButtonLink to="/app/admin/utilisateurs" look="primary">
            {words.invite}
          </ButtonLink>
        }
      >
        {words.emptyText}
      </EmptyState>
    );
  }
  const lightestFirst = query.data.toSorted((a, b) => a.enCours + a.enAttente - (b.enCours + b.enAttente));
  return (
    <ul className="-mx-2 grid gap-0.5">
      {lightestFirst.map((correcteur) => (
        <li key={correcteur.id}>
          <Choice
            correcteur={correcteur}
            current={correcteur.id === props.currentId}
            onChoose={() => props.onChoose(correcteur)}
          />
        </li>
      ))}
      {props.mayClear ? (
        <li className="mt-1 border-line border-t pt-1">
          <button
            type="button"
            onClick={() => props.onChoose(null)}
            className="flex min-h-11 w-full items-center rounded-sm px-2 text-start text-14 text-ink-soft hover:bg-hover"
          >
            {words.none}
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function Choice(props: { correcteur: Correcteur; current: boolean; onChoose: () => void }) {
  const commandeWords = useCommandeWords();
  const { correcteur, current } = props;
  return (
    <button
      type="button"
      disabled={current}
      onClick={props.onChoose}
      className="flex min-h-13 w-full items-center gap-3 rounded-sm px-2 py-1.5 text-start transition-colors hover:bg-hover disabled:opacity-100 disabled:hover:bg-transparent"
    >
      <Avatar person={correcteur} />
      <span className="grid min-w-0 grow">
        <span className={classNames('truncate text-14', current && 'text-ink-soft')}>{fullName(correcteur)}</span>
        <span className="text-13 text-ink-soft">
          {current ? commandeWords.assign.current : commandeWords.assign.load(correcteur.enCours, correcteur.enAttente)}
        </span>
      </span>
      <Load correcteur={correcteur} />
      {current ? <Check aria-hidden className="icon text-accent" /> : null}
    </button>
  );
}

/** As many strokes as texts in hand; the words beside it say the same. */
function Load(props: { correcteur: Correcteur }) {
  const count = Math.min(props.correcteur.enCours + props.correcteur.enAttente, 10);
  return (
    <span aria-hidden className="flex gap-0.5">
      {Array.from({ length: count }, (_, stroke) => stroke).map((stroke) => (
        <span
          key={stroke}
          className={classNames(
            'h-4 w-1 rounded-full',
            stroke < props.correcteur.enCours ? 'bg-accent' : 'bg-line-strong/50',
          )}
        />
      ))}
    </span>
  );
}
