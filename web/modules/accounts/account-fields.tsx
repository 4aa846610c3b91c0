import { Input } from '../../ui/controls.tsx';
import { Field } from '../../ui/field.tsx';
import type { Form } from '../../ui/form.ts';
import { PasswordInput } from '../../ui/password-input.tsx';
import { PasswordStrength } from './password-strength.tsx';
import { useAccountsWords } from './use-accounts-words.ts';

export function EmailField<V extends { email: string }>(props: {
  form: Form<V & Record<string, string>>;
  autoFocus?: boolean;
  /** Whether the browser may offer passkeys here. */
  passkeys?: boolean;
}) {
  const words = useAccountsWords();
  return (
    <Field label={words.email} error={props.form.errors.email}>
      <Input
        {...props.form.control('email')}
        type="email"
        inputMode="email"
        autoComplete={props.passkeys ? 'username webauthn' : 'username'}
        autoCapitalize="none"
        spellCheck={false}
        required
      />
    </Field>
  );
}

export function NameFields<V extends { prenom: string; nom: string }>(props: {
  form: Form<V & Record<string, string>>;
}) {
  const words = useAccountsWords();
  const { form } = props;
  return (
    <>
      <Field label={words.prenom} error={form.errors.prenom}>
        <Input {...form.control('prenom')} autoComplete="given-name" maxLength={100} required />
      </Field>
      <Field label={words.nom} error={form.errors.nom}>
        <Input {...form.control('nom')} autoComplete="family-name" maxLength={100} required />
      </Field>
    </>
  );
}

/** The names and the address that the form asks for, if any, make a password easier to guess. */
export function NewPasswordField<V extends { password: string }>(props: {
  form: Form<V & Record<string, string>>;
  label?: string;
}) {
  const words = useAccountsWords();
  const { password, prenom = '', nom = '', email = '' } = props.form.values as Record<string, string | undefined>;
  return (
    <Field label={props.label ?? words.password} hint={words.passwordHint} error={props.form.errors.password}>
      <PasswordInput {...props.form.control('password')} autoComplete="new-password" required />
      <PasswordStrength password={password ?? ''} own={[prenom, nom, email]} />
    </Field>
  );
}
