import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { answer, api } from '../../api/client.ts';
import { enter } from '../../api/session.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NameFields, NewPasswordField } from './account-fields.tsx';
import { NEW_PASSWORD_CODES } from './codes.ts';
import { Door } from './door.tsx';
import { useAccountsWords } from './use-accounts-words.ts';
import { useChecks } from './use-checks.ts';
import { useDoorWords } from './use-door-words.ts';

const route = getRouteApi('/invitation');

export function InvitationPage() {
  const accountsWords = useAccountsWords();
  const door = useDoorWords();
  const { token } = route.useSearch();
  if (token !== undefined) return <InvitationForm token={token} />;
  return (
    <Door title={door.confirm.failed} lead={door.confirm.missing}>
      <ButtonLink to="/login">{accountsWords.login.submit}</ButtonLink>
    </Door>
  );
}

function InvitationForm(props: { token: string }) {
  const door = useDoorWords();
  const navigate = useNavigate();
  const { checkFilled, checkNewPassword } = useChecks();
  const form = useForm({
    draft: 'invitation',
    initial: { prenom: '', nom: '', password: '' },
    secret: ['password'],
    check: (values) => ({
      prenom: checkFilled(values.prenom),
      nom: checkFilled(values.nom),
      password: checkNewPassword(values.password),
    }),
    about: NEW_PASSWORD_CODES,
    submit: async ({ prenom, nom, password }) => {
      const body = { token: props.token, prenom: prenom.trim(), nom: nom.trim(), password };
      const { user } = await answer(api.POST('/api/auth/accept-invitation', { body }));
      enter(user);
      await navigate({ to: '/app' });
    },
  });
  return (
    <Door title={door.invitation.title} lead={door.invitation.lead}>
      <form {...form.props} className="grid gap-5">
        <FormFailure failure={form.failure} />
        <NameFields form={form} />
        <NewPasswordField form={form} />
        <Button type="submit" look="primary" pending={form.pending}>
          {door.invitation.submit}
        </Button>
      </form>
    </Door>
  );
}
