import { answer, api } from '../../api/client.ts';
import type { Passkey } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { makePasskey, passkeyFailure } from './passkeys.ts';
import { useSecondFactorWords } from './use-second-factor-words.ts';

export type PasskeyOffer = { options: Record<string, unknown> };

type AddProps = {
  offer: PasskeyOffer | null;
  onClose: () => void;
  onDone: (recoveryCodes: string[] | null) => void;
};

/** A name first, then the device makes the passkey. */
export function AddPasskeyDialog({ offer, onClose, onDone }: AddProps) {
  const said = useSecondFactorWords();
  const add = async (name: string) => {
    if (offer === null) return;
    const passkey = await makePasskey(offer).catch((error: unknown) => {
      const failed = passkeyFailure(error, said);
      throw typeof failed === 'string' ? new NameRefusal(failed) : failed;
    });
    const body = { name, passkey };
    onDone((await answer(api.POST('/api/users/me/second-factors/passkeys', { body }))).recoveryCodes);
  };
  return (
    <NameDialog
      open={offer !== null}
      title={said.passkeyAdd}
      text={said.passkeyAddText}
      action={said.passkeyCreate}
      initial=""
      submit={add}
      onClose={onClose}
    />
  );
}

export function RenamePasskeyDialog(props: { passkey: Passkey | null; onClose: () => void; onDone: () => void }) {
  const said = useSecondFactorWords();
  const { passkey, onClose, onDone } = props;
  return (
    <NameDialog
      open={passkey !== null}
      title={said.passkeyRenameLabel(passkey?.name ?? '')}
      action={said.passkeyRename}
      initial={passkey?.name ?? ''}
      submit={async (name) => {
        const params = { path: { id: passkey?.id ?? '' } };
        await answer(api.PATCH('/api/users/me/second-factors/passkeys/{id}', { params, body: { name } }));
        onDone();
      }}
      onClose={onClose}
    />
  );
}

/** A sentence of ours, to be shown as it is. */
class NameRefusal extends Error {}

type NameProps = {
  open: boolean;
  title: string;
  text?: string;
  action: string;
  initial: string;
  submit: (name: string) => Promise<unknown>;
  onClose: () => void;
};

function NameDialog(props: NameProps) {
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      dismissible={false}
      title={props.title}
      description={props.text}
    >
      {props.open ? <NameForm {...props} /> : null}
    </Dialog>
  );
}

function NameForm(props: NameProps) {
  const words = useWords();
  const said = useSecondFactorWords();
  const form = useForm({
    initial: { name: props.initial },
    check: ({ name }) => ({ name: name.trim() === '' ? said.passkeyNameMissing : undefined }),
    submit: ({ name }) => props.submit(name.trim()),
  });
  const refusal = form.failure instanceof NameRefusal ? form.failure.message : undefined;
  return (
    <form {...form.props} className="grid gap-5">
      <FormFailure failure={refusal ? null : form.failure} />
      <Field label={said.passkeyName} hint={said.passkeyNameHint} error={form.errors.name ?? refusal}>
        <Input {...form.control('name')} maxLength={100} autoComplete="off" required />
      </Field>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={props.onClose}>
          {words.ui.cancel}
        </Button>
        <Button type="submit" look="primary" pending={form.pending}>
          {props.action}
        </Button>
      </div>
    </form>
  );
}
