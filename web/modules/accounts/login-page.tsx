import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ApiError } from '../../api/api-error.ts';
import { answer, api } from '../../api/client.ts';
import { enter } from '../../api/session.ts';
import type { User } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure, sentenceOf } from '../../ui/form-failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordInput } from '../../ui/password-input.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { toast } from '../../ui/toast.tsx';
import { ProviderButtons } from '../identities/provider-buttons.tsx';
import { SignInFailure } from '../identities/sign-in-failure.tsx';
import { stepInAddress } from '../identities/step-in-address.ts';
import { LoginStep, type Step } from '../second-factors/login-step.tsx';
import { PasskeyLogin } from '../second-factors/passkey-login.tsx';
import { useSecondFactorWords } from '../second-factors/use-second-factor-words.ts';
import { useSessionsWords } from '../sessions/use-sessions-words.ts';
import { EmailField } from './account-fields.tsx';
import { Door } from './door.tsx';
import { ourPath } from './our-path.ts';
import { useAccountsWords } from './use-accounts-words.ts';
import { useChecks } from './use-checks.ts';
import { useDoorWords } from './use-door-words.ts';

const route = getRouteApi('/login');

export function LoginPage() {
  const accountsWords = useAccountsWords();
  const said = useSecondFactorWords();
  const router = useRouter();
  const { to } = route.useSearch();
  const [step, setStep] = useState<Step | null>(stepInAddress);
  const password = useRef<HTMLInputElement>(null);
  const comeIn = (user: User) => {
    enter(user);
    router.history.push(ourPath(to));
  };
  const { checkEmail, checkFilled } = useChecks();
  const form = useForm({
    draft: 'login',
    initial: { email: '', password: '' },
    secret: ['password'],
    check: (values) => ({ email: checkEmail(values.email), password: checkFilled(values.password) }),
    submit: async ({ email, password }) => {
      const opened = await answer(api.POST('/api/auth/login', { body: { email: email.trim(), password } }));
      if ('secondFactorRequired' in opened) setStep(opened);
      else comeIn(opened.user);
    },
  });
  const back = () => {
    flushSync(() => setStep(null));
    password.current?.focus();
  };
  if (step) {
    return (
      <Door title={said.stepTitle}>
        <LoginStep step={step} onDone={comeIn} onBack={back} />
      </Door>
    );
  }
  return (
    <Door title={accountsWords.login.title} foot={<NoAccount />}>
      <WhyHere />
      <form {...form.props} className="grid gap-5">
        <FormFailure failure={form.failure} />
        <NotConfirmed failure={form.failure} email={form.values.email.trim()} />
        <EmailField form={form} passkeys />
        <Field label={accountsWords.password} error={form.errors.password}>
          <PasswordInput ref={password} {...form.control('password')} autoComplete="current-password" required />
        </Field>
        <Button type="submit" look="primary" pending={form.pending}>
          {accountsWords.login.submit}
        </Button>
        <Forgotten />
      </form>
      <PasskeyLogin onDone={comeIn} />
      <ProviderButtons to={to} />
    </Door>
  );
}

/** What led here: a session that was closed, or another service. */
function WhyHere() {
  const words = useSessionsWords();
  const { fermee, erreur } = route.useSearch();
  return (
    <>
      {fermee ? (
        <Notice tone="info" role="status">
          {words.closedElsewhere}
        </Notice>
      ) : null}
      <SignInFailure code={erreur} />
    </>
  );
}

function NoAccount() {
  const words = useAccountsWords().login;
  return (
    <>
      {words.noAccount} <TextLink to="/register">{words.register}</TextLink>
    </>
  );
}

function Forgotten() {
  const words = useAccountsWords().login;
  return (
    <p>
      <Link to="/forgot-password" className="text-14 text-ink-soft underline-offset-4 hover:text-ink hover:underline">
        {words.forgot}
      </Link>
    </p>
  );
}

/** The account is there, its address is not confirmed: another letter can be asked for at once. */
function NotConfirmed(props: { failure: Error | null; email: string }) {
  const words = useWords();
  const door = useDoorWords();
  const { failure, email } = props;
  const resend = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/resend-confirmation', { body: { email } })),
    onSuccess: () => toast({ title: door.register.sentAgain }),
    onError: (error) => toast({ title: sentenceOf(error, words) }),
  });
  if (!(failure instanceof ApiError) || failure.code !== 'AUTH_EMAIL_NOT_CONFIRMED') return null;
  return (
    <Button pending={resend.isPending} onClick={() => resend.mutate()}>
      {door.register.again}
    </Button>
  );
}
