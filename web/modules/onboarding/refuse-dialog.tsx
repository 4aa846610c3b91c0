import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Textarea } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { useOnboardingWords } from './use-onboarding-words.ts';

interface Refusing {
  readonly name: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onRefuse: (reason: string | null) => void;
}

/** Why somebody is refused, for them to read. */
export function RefuseDialog(props: Refusing) {
  const words = useOnboardingWords().requests;
  const { name, open, onOpenChange } = props;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      dismissible={false}
      title={words.refuseTitle(name)}
      description={words.refuseText}
    >
      <ReasonForm {...props} />
    </Dialog>
  );
}

function ReasonForm({ onOpenChange, onRefuse }: Refusing) {
  const { cancel } = useWords().ui;
  const words = useOnboardingWords().requests;
  const form = useForm({
    initial: { reason: '' },
    submit: async ({ reason }) => {
      onRefuse(reason.trim() || null);
      onOpenChange(false);
    },
  });
  return (
    <form {...form.props} className="grid gap-4">
      <Field label={words.reason} hint={words.reasonHint} optional>
        <Textarea {...form.control('reason')} maxLength={500} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={() => onOpenChange(false)}>
          {cancel}
        </Button>
        <Button type="submit" look="primary" pending={form.pending}>
          {words.refuse}
        </Button>
      </div>
    </form>
  );
}
