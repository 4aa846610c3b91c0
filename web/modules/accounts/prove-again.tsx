import { useSyncExternalStore } from 'react';
import { answer, api } from '../../api/client.ts';
import { isProofWanted, onProofWanted, settleProof } from '../../api/fresh-proof.ts';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { PasswordInput } from '../../ui/password-input.tsx';
import { useArrivalFocus } from '../../ui/use-arrival-focus.ts';
import { ProveByFactor } from '../second-factors/prove-by-factor.tsx';
import { useSessionsWords } from '../sessions/use-sessions-words.ts';
import { useAccountsWords } from './use-accounts-words.ts';
import { useChecks } from './use-checks.ts';

/** Before what could cost somebody their account: asks for the password over the page, then the act goes on. */
export function ProveAgain() {
  const words = useSessionsWords().prove;
  const open = useSyncExternalStore(onProofWanted, isProofWanted);
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) settleProof(false);
      }}
      dismissible={false}
      title={words.title}
      description={words.text}
    >
      <ProveByFactor>
        <ProofForm />
      </ProveByFactor>
    </Dialog>
  );
}

function ProofForm() {
  const field = useArrivalFocus<HTMLInputElement>();
  const words = useWords();
  const accountsWords = useAccountsWords();
  const sessionWords = useSessionsWords();
  const me = useMe();
  const { checkFilled } = useChecks();
  const form = useForm({
    initial: { password: '' },
    check: (values) => ({ password: checkFilled(values.password) }),
    about: { ACCOUNT_PASSWORD_WRONG: 'password' },
    submit: async ({ password }) => {
      await answer(api.POST('/api/auth/reauthenticate', { body: { password } }));
      settleProof(true);
    },
  });
  return (
    <form {...form.props} className="grid gap-4">
      <FormFailure failure={form.failure} />
      <input type="text" name="username" value={me.email} readOnly hidden autoComplete="username" />
      <Field label={accountsWords.password} error={form.errors.password}>
        <PasswordInput ref={field} {...form.control('password')} autoComplete="current-password" required />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={() => settleProof(false)}>
          {words.ui.cancel}
        </Button>
        <Button type="submit" look="primary" pending={form.pending}>
          {sessionWords.prove.submit}
        </Button>
      </div>
    </form>
  );
}
