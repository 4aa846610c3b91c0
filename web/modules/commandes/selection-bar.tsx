import Pause from 'lucide-react/icons/pause';
import UserRound from 'lucide-react/icons/user-round';
import X from 'lucide-react/icons/x';
import { useState } from 'react';
import type { Commande, Correcteur } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { useAssign, useChangeStatut } from './mutations.ts';
import { ReasonForm } from './statut-dialog.tsx';
import { openTransitions } from './transition.ts';
import { useCommandeWords } from './use-commande-words.ts';
import type { Selection } from './use-selection.ts';

/** What can be done to the chosen rows together. */
export function SelectionBar(props: { selection: Selection }) {
  const words = useCommandeWords().selection;
  const { selection } = props;
  const [dialog, setDialog] = useState<'assign' | 'suspend' | null>(null);
  const { chosen, clear } = selection;
  if (chosen.length === 0) return null;
  const close = () => setDialog(null);
  const end = () => {
    clear();
    focusTitle();
  };
  const maySuspend = chosen.some(isSuspendable);
  return (
    <section
      aria-label={words.chosen(chosen.length)}
      className="sticky bottom-18 z-10 mt-4 flex flex-wrap items-center gap-2 rounded-md bg-raised py-2 ps-4 pe-2 shadow-raised lg:bottom-4"
    >
      <p role="status" className="me-auto text-14">
        {words.chosen(chosen.length)}
      </p>
      {chosen.some(({ may }) => may.assign) ? (
        <Button size="small" onClick={() => setDialog('assign')}>
          <UserRound aria-hidden className="icon size-4" />
          {words.assign}
        </Button>
      ) : null}
      {maySuspend ? (
        <Button size="small" onClick={() => setDialog('suspend')}>
          <Pause aria-hidden className="icon size-4" />
          {words.suspend}
        </Button>
      ) : null}
      <IconButton label={words.clear} onClick={end}>
        <X aria-hidden className="icon" />
      </IconButton>
      {dialog === 'assign' ? (
        <AssignMany chosen={chosen.filter(({ may }) => may.assign)} onClose={close} onDone={end} />
      ) : null}
      {dialog === 'suspend' ? <SuspendMany chosen={chosen.filter(isSuspendable)} onClose={close} onDone={end} /> : null}
    </section>
  );
}

/** The bar goes away with the choice: the focus begins the page again, and j the list. */
function focusTitle(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus());
}

function AssignMany(props: { chosen: Commande[]; onClose: () => void; onDone: () => void }) {
  const words = useCommandeWords().assign;
  const sayResult = useSayResult();
  const assign = useAssign();
  const { chosen } = props;

  async function choose(correcteur: Correcteur | null): Promise<void> {
    if (correcteur === null) return;
    const result = await eachInTurn(chosen, ({ id }) => assign.mutateAsync({ id, correcteurId: correcteur.id }));
    const undo = () =>
      void eachInTurn(result.done, ({ id, correcteur: before }) =>
        assign.mutateAsync({ id, correcteurId: before?.id ?? null }),
      );
    const name = fullName(correcteur);
    sayResult(result, words.assignedMany(result.done.length, name), undo);
    props.onDone();
  }

  return (
    <AssignDialog
      title={words.titleMany(chosen.length)}
      currentId={null}
      mayClear={false}
      onChoose={choose}
      onClose={props.onClose}
    />
  );
}

function SuspendMany(props: { chosen: Commande[]; onClose: () => void; onDone: () => void }) {
  const { suspend } = useWords().commandes.acts;
  const { actions, selection } = useCommandeWords();
  const sayResult = useSayResult();
  const change = useChangeStatut();
  const { chosen, onClose } = props;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={selection.suspendTitle(chosen.length)}
      description={actions.suspendText}
      dismissible={false}
    >
      <ReasonForm
        draft="reason.suspend.many"
        submit={suspend}
        reasonRequired
        onCancel={onClose}
        onSubmit={async (reason) => {
          const result = await eachInTurn(chosen, ({ id }) => change.mutateAsync({ id, statut: 'SUSPENDUE', reason }));
          sayResult(result, selection.suspendedMany(result.done.length));
          onClose();
          props.onDone();
        }}
      />
    </Dialog>
  );
}

type Result = { done: Commande[]; refused: Error[] };

/** One after another: what is refused does not keep the rest from being done. */
async function eachInTurn(
  commandes: readonly Commande[],
  act: (commande: Commande) => Promise<unknown>,
): Promise<Result> {
  const result: Result = { done: [], refused: [] };
  for (const commande of commandes) {
    try {
      await act(commande);
      result.done.push(commande);
    } catch (error) {
      result.refused.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return result;
}

function useSayResult() {
  const words = useWords();
  const { partly } = useCommandeWords().selection;
  return ({ done, refused }: Result, title: string, undo?: () => void) => {
    const [first] = refused;
    const detail = first && partly(done.length, refused.length, sentenceOf(first, words));
    toast({
      title: done.length === 0 && first ? sentenceOf(first, words) : title,
      ...(detail && done.length > 0 ? { detail } : {}),
      ...(undo && done.length > 0 ? { undo: { label: words.ui.undo, run: undo } } : {}),
    });
  };
}

function isSuspendable(commande: Commande): boolean {
  return openTransitions(commande).some(({ kind }) => kind === 'suspend');
}
