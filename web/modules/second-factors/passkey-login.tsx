import KeyRound from 'lucide-react/icons/key-round';
import { useEffect, useEffectEvent } from 'react';
import type { User } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { endAutofill, loginByAutofill, loginByPasskey } from './passkeys.ts';
import { usePasskey } from './use-passkey.ts';
import { useSecondFactorWords } from './use-second-factor-words.ts';

/** Signs in without a password: by this button, or by the passkey that the browser offers in the field of the address. */
export function PasskeyLogin(props: { onDone: (user: User) => void }) {
  const words = useSecondFactorWords();
  const { pending, failure, run } = usePasskey(async () => props.onDone(await loginByPasskey()));
  useAutofill(props.onDone);
  return (
    <div className="grid gap-5">
      <p aria-hidden className="flex items-center gap-3 text-13 text-ink-faint">
        <span className="h-px grow bg-line" />
        {words.or}
        <span className="h-px grow bg-line" />
      </p>
      {failure ? (
        <Notice tone="danger" role="alert">
          {failure}
        </Notice>
      ) : null}
      <Button pending={pending} onClick={() => void run()}>
        <KeyRound aria-hidden className="icon size-4" />
        {words.passkeyLogin}
      </Button>
    </div>
  );
}

/** Nobody asked for it: what does not succeed is not spoken of. */
function useAutofill(onDone: (user: User) => void): void {
  const begin = useEffectEvent(async () => {
    const user = await loginByAutofill().catch(() => null);
    if (user) onDone(user);
  });
  useEffect(() => {
    void begin();
    return () => void endAutofill();
  }, []);
}
