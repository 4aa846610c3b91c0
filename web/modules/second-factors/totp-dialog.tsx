import { answer, api } from '../../api/client.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { QrCode } from './qr-code.tsx';
import { useSecondFactorWords } from './use-second-factor-words.ts';

export type TotpOffer = { secret: string; uri: string };
type Props = { offer: TotpOffer | null; onClose: () => void; onDone: (recoveryCodes: string[] | null) => void };

/** The secret as a picture and as text, and the first code, which activates it. */
export function TotpDialog(props: Props) {
  const words = useSecondFactorWords();
  return (
    <Dialog
      open={props.offer !== null}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      dismissible={false}
      title={words.totpSetUp}
      description={words.totpScan}
    >
      {props.offer ? <TotpForm {...props} offer={props.offer} /> : null}
    </Dialog>
  );
}

function TotpForm({ offer, onClose, onDone }: Props & { offer: TotpOffer }) {
  const words = useWords();
  const said = useSecondFactorWords();
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => ({ code: /^\d{6}$/.test(code.replace(/\s/g, '')) ? undefined : said.codeInvalid }),
    about: { TOTP_CODE_WRONG: 'code' },
    submit: async ({ code }) => {
      const body = { code: code.replace(/\s/g, '') };
      const { recoveryCodes } = await answer(api.PUT('/api/users/me/second-factors/totp/activation', { body }));
      onDone(recoveryCodes);
    },
  });
  return (
    <form {...form.props} className="grid gap-5">
      <div className="grid justify-items-center gap-3">
        <QrCode text={offer.uri} label={said.totpQr} />
      </div>
      <div className="grid gap-1">
        <p className="text-13 text-ink-soft">{said.totpKey}</p>
        <p className="numbers select-all rounded-md bg-sunken px-3 py-2 text-14">
          {offer.secret.replace(/.{4}(?=.)/g, '$& ')}
        </p>
      </div>
      <FormFailure failure={form.failure} />
      <Field label={said.code} error={form.errors.code}>
        <Input
          {...form.control('code')}
          className="numbers tracking-widest"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {words.ui.cancel}
        </Button>
        <Button type="submit" look="primary" pending={form.pending}>
          {said.totpActivate}
        </Button>
      </div>
    </form>
  );
}
