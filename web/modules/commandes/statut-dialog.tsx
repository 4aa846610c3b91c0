import type { Commande } from '../../api/types.ts';
import type { Words } from '../../i18n/fr.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Input, Textarea } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { type FieldErrors, useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import type { CommandeWords } from './commande-words.fr.ts';
import { useChangeStatut } from './mutations.ts';
import type { OpenTransition, TransitionKind } from './transition.ts';
import { useCommandeWords } from './use-commande-words.ts';

type Actions = CommandeWords['actions'];
type Acts = Words['commandes']['acts'];
type Saying = { title: string; text: string; submit: string; done: string };

/** Asks why before a commande is suspended, resumed, cancelled or reopened; everyone who follows it reads the answer. */
export function StatutDialog(props: { commande: Commande; transition: OpenTransition; onClose: () => void }) {
  const { acts } = useWords().commandes;
  const { actions } = useCommandeWords();
  const { commande, transition, onClose } = props;
  const says = sayingOf(transition.kind, actions, acts);
  const change = useChangeStatut();
  return (
    <Dialog open onOpenChange={onClose} title={says.title} description={says.text} dismissible={false}>
      <ReasonForm
        draft={`reason.${transition.kind}.${commande.id}`}
        submit={says.submit}
        danger={transition.kind === 'cancel'}
        reasonRequired={transition.reasonRequired}
        {...(transition.kind === 'cancel' ? { typed: commande.titre } : {})}
        onCancel={onClose}
        onSubmit={async (reason) => {
          await change.mutateAsync({ id: commande.id, statut: transition.to, ...(reason ? { reason } : {}) });
          toast({ title: says.done });
          onClose();
        }}
      />
    </Dialog>
  );
}

/** `typed`: what has to be written letter by letter before something that cannot be taken back. */
export function ReasonForm(props: {
  draft: string;
  submit: string;
  danger?: boolean;
  reasonRequired: boolean;
  typed?: string;
  onCancel: () => void;
  onSubmit: (reason: string) => Promise<void>;
}) {
  const { actions } = useCommandeWords();
  const form = useForm({
    draft: props.draft,
    initial: { reason: '', typed: '' },
    check: ({ reason, typed }): FieldErrors<{ reason: string; typed: string }> => ({
      reason: props.reasonRequired && reason.trim() === '' ? actions.reasonRequired : undefined,
      typed: props.typed !== undefined && !isSame(typed, props.typed) ? actions.cancelMismatch : undefined,
    }),
    submit: ({ reason }) => props.onSubmit(reason.trim()),
  });
  return (
    <form {...form.props} className="grid gap-4">
      <FormFailure failure={form.failure} />
      <Field
        label={actions.reason}
        hint={actions.reasonHint}
        error={form.errors.reason}
        optional={!props.reasonRequired}
      >
        <Textarea {...form.control('reason')} maxLength={2000} />
      </Field>
      {props.typed === undefined ? null : (
        <Field label={actions.cancelType(props.typed)} error={form.errors.typed}>
          <Input {...form.control('typed')} autoComplete="off" spellCheck={false} />
        </Field>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={props.onCancel}>
          {actions.keep}
        </Button>
        <Button type="submit" look={props.danger ? 'danger' : 'primary'} pending={form.pending}>
          {props.submit}
        </Button>
      </div>
    </form>
  );
}

function sayingOf(kind: TransitionKind, words: Actions, acts: Acts): Saying {
  switch (kind) {
    case 'start':
      return { title: words.startTitle, text: '', submit: acts.start, done: acts.started };
    case 'suspend':
      return { title: words.suspendTitle, text: words.suspendText, submit: acts.suspend, done: words.suspended };
    case 'resume':
      return { title: words.resumeTitle, text: words.resumeText, submit: acts.resume, done: words.resumed };
    case 'cancel':
      return { title: words.cancelTitle, text: words.cancelText, submit: acts.cancel, done: words.cancelled };
    case 'reopen':
      return { title: words.reopenTitle, text: words.reopenText, submit: acts.reopen, done: words.reopened };
  }
}

/** Spaces and typographic apostrophes are not what is being asked. */
function isSame(typed: string, wanted: string): boolean {
  const fold = (text: string) => text.trim().replaceAll(/\s+/g, ' ').replaceAll('’', "'").toLocaleLowerCase();
  return fold(typed) === fold(wanted);
}
