import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure, sentenceOf } from '../../ui/form-failure.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { toast } from '../../ui/toast.tsx';
import { Registering } from '../consents/registering.tsx';
import { EmailField, NameFields, NewPasswordField } from './account-fields.tsx';
import { NEW_PASSWORD_CODES } from './codes.ts';
import { Door } from './door.tsx';
import { LetterSent } from './letter-sent.tsx';
import { useAccountsWords } from './use-accounts-words.ts';
import { useChecks } from './use-checks.ts';
import { useDoorWords } from './use-door-words.ts';

export function RegisterPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  return sentTo === null ? <RegisterForm onSent={setSentTo} /> : <Registered email={sentTo} />;
}

function RegisterForm(props: { onSent: (email: string) => void }) {
  const door = useDoorWords();
  const { checkEmail, checkFilled, checkNewPassword } = useChecks();
  const form = useForm({
    draft: 'register',
    initial: { prenom: '', nom: '', email: '', password: '' },
    secret: ['password'],
    check: (values) => ({
      prenom: checkFilled(values.prenom),
      nom: checkFilled(values.nom),
      email: checkEmail(values.email),
      password: checkNewPassword(values.password),
    }),
    about: NEW_PASSWORD_CODES,
    submit: async ({ prenom, nom, email, password }) => {
      const body = { prenom: prenom.trim(), nom: nom.trim(), email: email.trim(), password };
      await answer(api.POST('/api/auth/register', { body }));
      props.onSent(body.email);
    },
  });
  return (
    <Door title={door.register.title} foot={<HaveAccount />}>
      <form {...form.props} className="grid gap-5">
        <FormFailure failure={form.failure} />
        <NameFields form={form} />
        <EmailField form={form} />
        <NewPasswordField form={form} />
        <Registering />
        <Button type="submit" look="primary" pending={form.pending}>
          {door.register.submit}
        </Button>
      </form>
    </Door>
  );
}

function Registered(props: { email: string }) {
  const all = useWords();
  const door = useDoorWords();
  const resend = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/resend-confirmation', { body: { email: props.email } })),
    onSuccess: () => toast({ title: door.register.sentAgain }),
    onError: (error) => toast({ title: sentenceOf(error, all) }),
  });
  return (
    <LetterSent title={door.register.done} text={door.register.doneText(props.email)} foot={<HaveAccount />}>
      <Button pending={resend.isPending} onClick={() => resend.mutate()}>
        {door.register.again}
      </Button>
    </LetterSent>
  );
}

function HaveAccount() {
  const words = useAccountsWords();
  const door = useDoorWords();
  return (
    <>
      {door.register.haveAccount} <TextLink to="/login">{words.login.submit}</TextLink>
    </>
  );
}
