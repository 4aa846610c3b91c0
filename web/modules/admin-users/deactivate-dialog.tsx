import type { User } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Textarea } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { useChangeUser } from './mutations.ts';
import { usePeopleWords } from './use-people-words.ts';

/** Why somebody is deactivated, for the administrators who read it later. */
export function DeactivateDialog(props: { user: User; open: boolean; onOpenChange: (open: boolean) => void }) {
  const words = usePeopleWords();
  const { user, ...dialog } = props;
  return (
    <Dialog
      {...dialog}
      dismissible={false}
      title={words.deactivateTitle(fullName(user) || user.email)}
      description={words.deactivateText}
    >
      <ReasonForm user={user} onDone={() => props.onOpenChange(false)} />
    </Dialog>
  );
}

function ReasonForm(props: { user: User; onDone: () => void }) {
  const words = useWords();
  const says = usePeopleWords();
  const change = useChangeUser();
  const form = useForm({
    initial: { reason: '' },
    submit: async ({ reason }) => {
      change(props.user, { isActive: false, reason: reason.trim() || null });
      props.onDone();
    },
  });
  return (
    <form {...form.props} className="grid gap-4">
      <Field label={says.reason} hint={says.reasonHint} optional>
        <Textarea {...form.control('reason')} maxLength={500} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={props.onDone}>
          {words.ui.cancel}
        </Button>
        <Button type="submit" look="danger" pending={form.pending}>
          {says.deactivate}
        </Button>
      </div>
    </form>
  );
}
