import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { EmailField } from './account-fields.tsx';
import { Door } from './door.tsx';
import { LetterSent } from './letter-sent.tsx';
import { useChecks } from './use-checks.ts';
import { useDoorWords } from './use-door-words.ts';

export function ForgotPasswordPage() {
  const door = useDoorWords();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { checkEmail } = useChecks();
  const form = useForm({
    draft: 'login',
    initial: { email: '' },
    check: (values) => ({ email: checkEmail(values.email) }),
    submit: async ({ email }) => {
      await answer(api.POST('/api/auth/request-password-reset', { body: { email: email.trim() } }));
      setSentTo(email.trim());
    },
  });
  const foot = <TextLink to="/login">{door.forgot.back}</TextLink>;
  if (sentTo !== null) {
    return <LetterSent title={door.forgot.done} text={door.forgot.doneText(sentTo)} foot={foot} />;
  }
  return (
    <Door title={door.forgot.title} lead={door.forgot.lead} foot={foot}>
      <form {...form.props} className="grid gap-5">
        <FormFailure failure={form.failure} />
        <EmailField form={form} />
        <Button type="submit" look="primary" pending={form.pending}>
          {door.forgot.submit}
        </Button>
      </form>
    </Door>
  );
}
