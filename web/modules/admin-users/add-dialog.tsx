import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Select } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { type Form, useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { EmailField, NameFields } from '../accounts/account-fields.tsx';
import { useChecks } from '../accounts/use-checks.ts';
import { ROLES } from './routes.ts';
import { usePeopleWords } from './use-people-words.ts';

/** Somebody new: invited by a letter at once, or created and invited later. */
export function AddDialog(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const words = usePeopleWords();
  return (
    <Dialog {...props} dismissible={false} title={words.add} description={words.addLead}>
      <AddForm onDone={() => props.onOpenChange(false)} />
    </Dialog>
  );
}

function AddForm(props: { onDone: () => void }) {
  const words = useWords();
  const says = usePeopleWords();
  const client = useQueryClient();
  const [invite, setInvite] = useState(true);
  const { checkEmail, checkFilled } = useChecks();
  const form = useForm({
    draft: 'invite',
    initial: { prenom: '', nom: '', email: '', role: 'CORRECTOR' },
    check: (values) => ({
      prenom: checkFilled(values.prenom),
      nom: checkFilled(values.nom),
      email: checkEmail(values.email),
    }),
    about: { ACCOUNT_EMAIL_TAKEN: 'email', ACCOUNT_EMAIL_INVALID: 'email' },
    submit: async ({ prenom, nom, email, role }) => {
      const body = { prenom: prenom.trim(), nom: nom.trim(), email: email.trim(), role: roleOf(role), invite };
      const created = await answer(api.POST('/api/admin/users', { body }));
      await client.invalidateQueries({ queryKey: ['users'] });
      if (invite) toast({ title: says.invited(created.email) });
      else toast({ title: says.created(fullName(created)), detail: says.createdDetail });
      props.onDone();
    },
  });
  return (
    <form {...form.props} className="grid gap-4">
      <FormFailure failure={form.failure} />
      <NameFields form={form} />
      <EmailField form={form} />
      <RoleField form={form} />
      <div className="grid gap-1">
        <Checkbox label={says.inviteNow} checked={invite} onChange={({ target }) => setInvite(target.checked)} />
        <p role="status" className="ps-6.5 text-13 text-ink-soft empty:hidden">
          {invite ? null : says.inviteLater}
        </p>
      </div>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={props.onDone}>
          {words.ui.cancel}
        </Button>
        <Button type="submit" look="primary" pending={form.pending}>
          {invite ? says.inviteSubmit : says.createSubmit}
        </Button>
      </div>
    </form>
  );
}

type NewPerson = { prenom: string; nom: string; email: string; role: string };

function RoleField({ form }: { form: Form<NewPerson> }) {
  const words = useWords();
  const says = usePeopleWords();
  return (
    <Field label={words.ui.role.label} hint={says.roleHints[roleOf(form.values.role)]} error={form.errors.role}>
      <Select {...form.control('role')}>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {words.ui.role[role]}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function roleOf(value: string): (typeof ROLES)[number] {
  return ROLES.find((role) => role === value) ?? 'USER';
}
