import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { leaveBy } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordInput } from '../../ui/password-input.tsx';
import { leaveForGood } from '../accounts/sign-out.ts';
import { usePersonalDataWords } from './use-personal-data-words.ts';

export function ClosingSection() {
  const words = usePersonalDataWords().closing;
  const [asking, setAsking] = useState<'deactivate' | 'erase' | null>(null);
  return (
    <section className="grid gap-4 border-line border-t pt-6">
      <h2 className="font-serif text-20">{words.title}</h2>
      <p className="text-14 text-ink-soft">{words.deactivateLead}</p>
      <div>
        <Button onClick={() => setAsking('deactivate')}>{words.deactivate}</Button>
      </div>
      <p className="text-14 text-ink-soft">{words.eraseLead}</p>
      <div>
        <Button look="danger" onClick={() => setAsking('erase')}>
          {words.erase}
        </Button>
      </div>
      {asking === 'deactivate' ? <DeactivateDialog onClose={() => setAsking(null)} /> : null}
      {asking === 'erase' ? <EraseDialog onClose={() => setAsking(null)} /> : null}
    </section>
  );
}

const ABOUT_PASSWORD = { ACCOUNT_PASSWORD_WRONG: 'password' } as const;

function DeactivateDialog(props: { onClose: () => void }) {
  const words = usePersonalDataWords().closing;
  const form = useForm({
    initial: { password: '' },
    about: ABOUT_PASSWORD,
    submit: async (values) => {
      await leaveBy(() => answer(api.POST('/api/users/me/deactivate', { body: proofOf(values) })));
      await leaveForGood();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      title={words.deactivate}
      description={words.deactivateText}
      dismissible={false}
    >
      <form {...form.props} className="grid gap-4">
        <FormFailure failure={form.failure} />
        <Field label={words.password} error={form.errors.password}>
          <PasswordInput {...form.control('password')} autoComplete="current-password" />
        </Field>
        <Buttons submit={words.deactivate} pending={form.pending} onClose={props.onClose} />
      </form>
    </Dialog>
  );
}

/** It cannot be undone once its time has come: the word is typed, and what is lost is said before. */
function EraseDialog(props: { onClose: () => void }) {
  const words = usePersonalDataWords().closing;
  const form = useForm({
    initial: { password: '', word: '' },
    about: ABOUT_PASSWORD,
    check: ({ word }) => ({ word: word.trim().toLowerCase() === words.word ? undefined : words.wordWrong(words.word) }),
    submit: async (values) => {
      await leaveBy(() => answer(api.DELETE('/api/users/me', { body: proofOf(values) })));
      await leaveForGood();
    },
  });
  return (
    <Dialog open onOpenChange={props.onClose} title={words.erase} description={words.eraseText} dismissible={false}>
      <form {...form.props} className="grid gap-4">
        <FormFailure failure={form.failure} />
        <Notice tone="danger">
          <p>{words.gone}</p>
          <p className="mt-2">{words.kept}</p>
        </Notice>
        <Field label={words.confirm(words.word)} error={form.errors.word}>
          <Input {...form.control('word')} autoComplete="off" autoCapitalize="none" />
        </Field>
        <Field label={words.password} error={form.errors.password}>
          <PasswordInput {...form.control('password')} autoComplete="current-password" />
        </Field>
        <Buttons submit={words.erase} pending={form.pending} onClose={props.onClose} />
      </form>
    </Dialog>
  );
}

function Buttons(props: { submit: string; pending: boolean; onClose: () => void }) {
  const says = useWords().ui;
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button look="quiet" onClick={props.onClose}>
        {says.cancel}
      </Button>
      <Button type="submit" look="danger" pending={props.pending}>
        {props.submit}
      </Button>
    </div>
  );
}

/** Whoever has no password has just signed in instead. */
function proofOf({ password }: { password: string }): { password?: string } {
  return password === '' ? {} : { password };
}
