import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Input, Select } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.tsx';
import { useArrivalFocus } from '../../ui/use-arrival-focus.ts';
import { useChecks } from '../accounts/use-checks.ts';
import { apiTokensQuery } from './queries.ts';
import { useTokenWords } from './use-token-words.ts';

const ACCESSES = { read: ['read'], write: ['read', 'write'], admin: ['read', 'write', 'admin'] } as const;
type Access = keyof typeof ACCESSES;
const DAYS = ['30', '90', '365', ''] as const;

/** Asks what a token is for, and shows it once. */
export function CreateTokenDialog(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const words = useTokenWords();
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setSecret(null);
    props.onOpenChange(false);
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => (open ? props.onOpenChange(true) : close())}
      dismissible={false}
      mustAnswer={secret !== null}
      title={secret === null ? words.create : words.made}
      description={secret === null ? words.createLead : words.madeText}
    >
      {secret === null ? (
        <CreateForm onMade={setSecret} onCancel={close} />
      ) : (
        <MadeToken secret={secret} onDone={close} />
      )}
    </Dialog>
  );
}

function CreateForm(props: { onMade: (secret: string) => void; onCancel: () => void }) {
  const words = useWords();
  const tokens = useTokenWords();
  const me = useMe();
  const client = useQueryClient();
  const { checkFilled } = useChecks();
  const form = useForm({
    initial: { name: '', access: 'read', expiresInDays: '90' },
    check: (values) => ({ name: checkFilled(values.name) }),
    submit: async ({ name, access, expiresInDays }) => {
      const scopes = [...ACCESSES[accessOf(access)]];
      const body = { name: name.trim(), scopes, expiresInDays: expiresInDays === '' ? null : Number(expiresInDays) };
      const { token } = await answer(api.POST('/api/users/me/api-tokens', { body }));
      await client.invalidateQueries(apiTokensQuery);
      props.onMade(token);
    },
  });
  const accesses = me.role === 'ADMIN' ? (['read', 'write', 'admin'] as const) : (['read', 'write'] as const);
  return (
    <form {...form.props} className="grid gap-4">
      <FormFailure failure={form.failure} />
      <Field label={tokens.name} hint={tokens.nameHint} error={form.errors.name}>
        <Input {...form.control('name')} maxLength={100} autoComplete="off" required />
      </Field>
      <Field label={tokens.access} hint={tokens.accessHints[accessOf(form.values.access)]}>
        <Select {...form.control('access')}>
          {accesses.map((access) => (
            <option key={access} value={access}>
              {tokens.accesses[access]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={tokens.expiry}>
        <Select {...form.control('expiresInDays')}>
          {DAYS.map((days) => (
            <option key={days} value={days}>
              {tokens.days(days)}
            </option>
          ))}
        </Select>
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={props.onCancel}>
          {words.ui.cancel}
        </Button>
        <Button type="submit" look="primary" pending={form.pending}>
          {tokens.submit}
        </Button>
      </div>
    </form>
  );
}

function MadeToken(props: { secret: string; onDone: () => void }) {
  const words = useTokenWords();
  const field = useArrivalFocus<HTMLInputElement>();
  const copy = async () => {
    await navigator.clipboard.writeText(props.secret);
    toast({ title: words.copied });
  };
  return (
    <div className="grid gap-4">
      <Notice tone="warning" role="status">
        {words.once}
      </Notice>
      <Field label={words.token}>
        <Input
          ref={field}
          value={props.secret}
          readOnly
          spellCheck={false}
          onFocus={({ target }) => target.setSelectionRange(0, target.value.length, 'backward')}
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        {isSecureContext ? <Button onClick={() => void copy()}>{words.copy}</Button> : null}
        <Button look="primary" onClick={props.onDone}>
          {words.done}
        </Button>
      </div>
    </div>
  );
}

function accessOf(value: string): Access {
  return value === 'write' || value === 'admin' ? value : 'read';
}
