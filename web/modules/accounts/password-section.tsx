import { useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { PasswordInput } from '../../ui/password-input.tsx';
import { toast } from '../../ui/toast.tsx';
import { PasswordStrength } from './password-strength.tsx';
import { useAccountsWords } from './use-accounts-words.ts';
import { useChecks } from './use-checks.ts';
import { useCompteWords } from './use-compte-words.ts';

export function PasswordSection() {
  const accountsWords = useAccountsWords();
  const compte = useCompteWords();
  const me = useMe();
  const client = useQueryClient();
  const { checkFilled, checkNewPassword } = useChecks();
  const form = useForm({
    initial: { currentPassword: '', newPassword: '' },
    check: (values) => ({
      currentPassword: checkFilled(values.currentPassword),
      newPassword: checkNewPassword(values.newPassword),
    }),
    about: {
      ACCOUNT_PASSWORD_WRONG: 'currentPassword',
      ACCOUNT_PASSWORD_TOO_SHORT: 'newPassword',
      ACCOUNT_PASSWORD_TOO_LONG: 'newPassword',
      ACCOUNT_PASSWORD_COMMON: 'newPassword',
      ACCOUNT_PASSWORD_HOLDS_NAME: 'newPassword',
    },
    submit: async (body) => {
      await answer(api.PUT('/api/users/me/password', { body }));
      form.reset();
      toast({ title: compte.passwordChanged });
      await client.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  return (
    <section className="grid max-w-form gap-4 border-line border-t pt-6">
      <h2 className="font-serif text-20">{compte.passwordTitle}</h2>
      <form {...form.props} className="grid gap-5">
        <FormFailure failure={form.failure} />
        <input type="text" name="username" value={me.email} readOnly hidden autoComplete="username" />
        <Field label={accountsWords.currentPassword} error={form.errors.currentPassword}>
          <PasswordInput {...form.control('currentPassword')} autoComplete="current-password" required />
        </Field>
        <Field label={accountsWords.newPassword} hint={accountsWords.passwordHint} error={form.errors.newPassword}>
          <PasswordInput {...form.control('newPassword')} autoComplete="new-password" required />
          <PasswordStrength password={form.values.newPassword} own={[me.prenom, me.nom, me.email]} />
        </Field>
        <div>
          <Button type="submit" pending={form.pending}>
            {compte.changePassword}
          </Button>
        </div>
      </form>
    </section>
  );
}
