import { type ComponentProps, useState, useSyncExternalStore } from 'react';
import { answer, api } from '../../api/client.ts';
import { isReauthenticating, onReauthentication, settleReauthentication } from '../../api/reauthentication.ts';
import { enter, useMe } from '../../api/session.ts';
import type { User } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { PasswordInput } from '../../ui/password-input.tsx';
import { useArrivalFocus } from '../../ui/use-arrival-focus.ts';
import { LoginStep, type Step } from '../second-factors/login-step.tsx';
import { signOut } from './sign-out.ts';
import { useAccountsWords } from './use-accounts-words.ts';
import { useChecks } from './use-checks.ts';

/** When the session has ended: asks for the password over the page, then everything that waited goes on. */
export function SignInAgain() {
  const words = useAccountsWords().login;
  const open = useSyncExternalStore(onReauthentication, isReauthenticating);
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) settleReauthentication(false);
      }}
      dismissible={false}
      title={words.again}
      description={words.againText}
    >
      <AgainForm />
    </Dialog>
  );
}

/** Takes the focus when it is there, and when it is there again after the second step. */
function Password(props: Omit<ComponentProps<'input'>, 'type'>) {
  const field = useArrivalFocus<HTMLInputElement>();
  return <PasswordInput ref={field} {...props} autoComplete="current-password" required />;
}

function AgainForm() {
  const accountsWords = useAccountsWords();
  const me = useMe();
  const [step, setStep] = useState<Step | null>(null);
  const comeIn = (user: User) => {
    enter(user);
    settleReauthentication(true);
  };
  const { checkFilled } = useChecks();
  const form = useForm({
    initial: { password: '' },
    check: (values) => ({ password: checkFilled(values.password) }),
    submit: async ({ password }) => {
      const opened = await answer(api.POST('/api/auth/login', { body: { email: me.email, password } }));
      if ('secondFactorRequired' in opened) setStep(opened);
      else comeIn(opened.user);
    },
  });
  if (step) return <LoginStep step={step} onDone={comeIn} onBack={() => setStep(null)} />;
  return (
    <form {...form.props} className="grid gap-4">
      <FormFailure failure={form.failure} />
      <Field label={accountsWords.email}>
        <Input name="email" value={me.email} readOnly autoComplete="username" />
      </Field>
      <Field label={accountsWords.password} error={form.errors.password}>
        <Password {...form.control('password')} />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={() => void signOut()}>
          {accountsWords.login.another}
        </Button>
        <Button type="submit" look="primary" pending={form.pending}>
          {accountsWords.login.submit}
        </Button>
      </div>
    </form>
  );
}
