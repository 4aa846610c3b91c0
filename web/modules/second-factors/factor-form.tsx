import { useEffect, useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/controls.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useArrivalFocus } from '../../ui/use-arrival-focus.ts';
import { askPasskey } from './passkeys.ts';
import { usePasskey } from './use-passkey.ts';
import { useSecondFactorWords } from './use-second-factor-words.ts';

export type Method = 'totp' | 'passkey' | 'recovery-code';
export type FactorProof =
  | { code: string }
  | { recoveryCode: string }
  | { passkey: Awaited<ReturnType<typeof askPasskey>> };

type Props = {
  methods: readonly Method[];
  /** What the browser needs to ask for a passkey. */
  passkeyOptions: () => Promise<{ options: Record<string, unknown> }>;
  submit: (proof: FactorProof) => Promise<unknown>;
};

/** Asks for a second factor: the one at hand first, the others a press away. */
export function FactorForm(props: Props) {
  const words = useSecondFactorWords();
  const [method, setMethod] = useState<Method>(props.methods[0] ?? 'totp');
  const others = props.methods.filter((other) => other !== method);
  const labels = { totp: words.useTotp, passkey: words.usePasskey, 'recovery-code': words.useRecovery };
  return (
    <div className="grid gap-5">
      {method === 'passkey' ? <PasskeyFactor {...props} /> : <TypedFactor key={method} {...props} method={method} />}
      {others.length > 0 ? (
        <div className="-ms-3 grid justify-items-start gap-1">
          {others.map((other) => (
            <Button key={other} look="quiet" size="small" onClick={() => setMethod(other)}>
              {labels[other]}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function TypedFactor(props: Props & { method: 'totp' | 'recovery-code' }) {
  const words = useSecondFactorWords();
  const input = useArrivalFocus<HTMLInputElement>();
  const isTotp = props.method === 'totp';
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => {
      const typed = code.replace(/[\s-]/g, '');
      if (isTotp) return { code: /^\d{6}$/.test(typed) ? undefined : words.codeInvalid };
      return { code: typed.length === 10 ? undefined : words.recoveryInvalid };
    },
    about: { SECOND_FACTOR_WRONG: 'code' },
    submit: ({ code }) => props.submit(isTotp ? { code: code.replace(/\s/g, '') } : { recoveryCode: code.trim() }),
  });
  const wrong = form.errors.code;
  useEffect(() => {
    // The next one is typed in its place.
    if (wrong) input.current?.select();
  }, [wrong, input]);
  return (
    <form {...form.props} className="grid gap-5">
      <FormFailure failure={form.failure} />
      <Field
        label={isTotp ? words.code : words.recoveryCode}
        hint={isTotp ? words.stepTotp : words.stepRecovery}
        error={wrong}
      >
        <Input
          ref={input}
          {...form.control('code')}
          className="numbers tracking-widest"
          autoCapitalize={isTotp ? 'none' : 'characters'}
          spellCheck={false}
          required
          {...(isTotp ? { inputMode: 'numeric', autoComplete: 'one-time-code' } : { autoComplete: 'off' })}
        />
      </Field>
      <Button type="submit" look="primary" pending={form.pending}>
        {words.check}
      </Button>
    </form>
  );
}

function PasskeyFactor(props: Props) {
  const words = useSecondFactorWords();
  const hint = useId();
  const button = useArrivalFocus<HTMLButtonElement>();
  const { pending, failure, run } = usePasskey(async () => {
    await props.submit({ passkey: await askPasskey(await props.passkeyOptions()) });
  });
  return (
    <div className="grid gap-5">
      {failure ? (
        <Notice tone="danger" role="alert">
          {failure}
        </Notice>
      ) : null}
      <p id={hint} className="text-14 text-ink-soft">
        {words.stepPasskey}
      </p>
      <Button
        ref={button}
        data-first
        aria-describedby={hint}
        look="primary"
        pending={pending}
        onClick={() => void run()}
      >
        {words.usePasskey}
      </Button>
    </div>
  );
}
