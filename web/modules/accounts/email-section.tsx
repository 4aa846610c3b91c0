import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/controls.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure, sentenceOf } from '../../ui/form-failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordInput } from '../../ui/password-input.tsx';
import { Time } from '../../ui/time.tsx';
import { toast } from '../../ui/toast.tsx';
import { type EmailAnswer, emailQuery } from './email-query.ts';
import { useAccountsWords } from './use-accounts-words.ts';
import { useChecks } from './use-checks.ts';
import { useDoorWords } from './use-door-words.ts';

/** The address one signs in with, and the one that is to take its place. */
export function EmailSection() {
  const accountsWords = useAccountsWords();
  const door = useDoorWords();
  const me = useMe();
  const client = useQueryClient();
  const { data } = useQuery(emailQuery);
  const { checkEmail, checkFilled } = useChecks();
  const form = useForm({
    initial: { email: '', password: '' },
    check: (values) => ({
      email: checkEmail(values.email),
      password: checkFilled(values.password),
    }),
    about: { ACCOUNT_PASSWORD_WRONG: 'password', ACCOUNT_EMAIL_SAME: 'email', ACCOUNT_TOO_MANY_LETTERS: 'email' },
    submit: async ({ email, password }) => {
      await answer(api.PUT('/api/users/me/email', { body: { email: email.trim(), password } }));
      form.reset();
      await client.invalidateQueries(emailQuery);
    },
  });
  return (
    <section className="grid max-w-form gap-4 border-line border-t pt-6">
      <h2 className="font-serif text-20">{door.address.title}</h2>
      <p className="break-words text-14 text-ink-soft">{door.address.now(data?.email ?? me.email)}</p>
      {data?.change ? <Pending change={data.change} /> : null}
      <form {...form.props} className="grid gap-5">
        <FormFailure failure={form.failure} />
        <Field label={door.address.next} hint={door.address.hint} error={form.errors.email}>
          <Input
            {...form.control('email')}
            type="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
        </Field>
        <Field label={accountsWords.password} error={form.errors.password}>
          <PasswordInput {...form.control('password')} autoComplete="current-password" required />
        </Field>
        <div>
          <Button type="submit" pending={form.pending}>
            {door.address.submit}
          </Button>
        </div>
      </form>
    </section>
  );
}

type PendingChange = NonNullable<EmailAnswer['change']>;

function Pending(props: { change: PendingChange }) {
  const all = useWords();
  const words = useDoorWords().address;
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => answer(api.DELETE('/api/users/me/email')),
    onSuccess: () => client.invalidateQueries(emailQuery),
    onError: (error) => toast({ title: sentenceOf(error, all) }),
  });
  const { newEmail, presentConfirmed, newConfirmed, expiresAt } = props.change;
  const waiting = presentConfirmed ? words.waitingForNew : newConfirmed ? words.waitingForPresent : words.waiting;
  return (
    <Notice tone="info" role="status">
      <p className="break-words">{waiting(newEmail)}</p>
      <p className="mt-1 text-13 text-ink-soft">
        {words.until} <Time at={expiresAt} />
      </p>
      <Button size="small" className="mt-3" pending={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {words.withdraw}
      </Button>
    </Notice>
  );
}
