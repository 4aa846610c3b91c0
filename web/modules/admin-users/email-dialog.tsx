import { useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { User } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { useChecks } from '../accounts/use-checks.ts';
import { usePeopleWords } from './use-people-words.ts';

/** Another address for somebody who has lost theirs: the administrator answers for its being theirs. */
export function EmailDialog(props: { user: User; open: boolean; onOpenChange: (open: boolean) => void }) {
  const words = usePeopleWords();
  const { user, ...dialog } = props;
  return (
    <Dialog
      {...dialog}
      dismissible={false}
      title={words.changeEmailTitle(fullName(user) || user.email)}
      description={words.changeEmailText}
    >
      <EmailForm user={user} onDone={() => props.onOpenChange(false)} />
    </Dialog>
  );
}

function EmailForm({ user, onDone }: { user: User; onDone: () => void }) {
  const words = useWords();
  const says = usePeopleWords();
  const client = useQueryClient();
  const { checkEmail } = useChecks();
  const form = useForm({
    initial: { email: '' },
    check: ({ email }) => ({ email: checkEmail(email) }),
    about: { ACCOUNT_EMAIL_TAKEN: 'email', ACCOUNT_EMAIL_SAME: 'email', ACCOUNT_EMAIL_INVALID: 'email' },
    submit: async ({ email }) => {
      const given = { params: { path: { id: user.id } }, body: { email: email.trim() } };
      const changed = await answer(api.PUT('/api/admin/users/{id}/email', given));
      await client.invalidateQueries({ queryKey: ['users'] });
      toast({ title: says.emailChanged(fullName(changed) || user.email, changed.email) });
      onDone();
    },
  });
  return (
    <form {...form.props} className="grid gap-4">
      <FormFailure failure={form.failure} />
      <Field label={says.nextEmail} hint={says.presentEmail(user.email)} error={form.errors.email}>
        <Input
          {...form.control('email')}
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onDone}>
          {words.ui.cancel}
        </Button>
        <Button type="submit" look="primary" pending={form.pending}>
          {says.changeEmailSubmit}
        </Button>
      </div>
    </form>
  );
}
