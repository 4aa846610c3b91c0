import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { answer, api } from '../../api/client.ts';
import { leave } from '../../api/session.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { toast } from '../../ui/toast.tsx';
import { NewPasswordField } from './account-fields.tsx';
import { NEW_PASSWORD_CODES } from './codes.ts';
import { Door } from './door.tsx';
import { useAccountsWords } from './use-accounts-words.ts';
import { useChecks } from './use-checks.ts';
import { useDoorWords } from './use-door-words.ts';

const route = getRouteApi('/reset-password');

export function ResetPasswordPage() {
  const door = useDoorWords();
  const { token } = route.useSearch();
  if (token !== undefined) return <ResetForm token={token} />;
  return (
    <Door title={door.confirm.failed} lead={door.confirm.missing}>
      <ButtonLink to="/forgot-password" look="primary">
        {door.reset.askAgain}
      </ButtonLink>
    </Door>
  );
}

function ResetForm(props: { token: string }) {
  const accountsWords = useAccountsWords();
  const door = useDoorWords();
  const navigate = useNavigate();
  const { checkNewPassword } = useChecks();
  const form = useForm({
    initial: { password: '' },
    check: (values) => ({ password: checkNewPassword(values.password) }),
    about: NEW_PASSWORD_CODES,
    submit: async ({ password }) => {
      await answer(api.POST('/api/auth/reset-password', { body: { token: props.token, password } }));
      leave();
      toast({ title: door.reset.done });
      await navigate({ to: '/login' });
    },
  });
  return (
    <Door title={door.reset.title} lead={door.reset.lead}>
      <form {...form.props} className="grid gap-5">
        <FormFailure failure={form.failure} />
        {form.failure ? <TextLink to="/forgot-password">{door.reset.askAgain}</TextLink> : null}
        <NewPasswordField form={form} label={accountsWords.newPassword} />
        <Button type="submit" look="primary" pending={form.pending}>
          {door.reset.submit}
        </Button>
      </form>
    </Door>
  );
}
