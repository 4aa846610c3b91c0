import { useState } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { passkeyFailure } from './passkeys.ts';
import { useSecondFactorWords } from './use-second-factor-words.ts';

/** One act with a passkey: whether it is under way, and in a sentence why it did not succeed. */
export function usePasskey(act: () => Promise<unknown>) {
  const words = useWords();
  const said = useSecondFactorWords();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async () => {
    setPending(true);
    setFailure(null);
    try {
      await act();
    } catch (error) {
      const failed = passkeyFailure(error, said);
      setFailure(typeof failed === 'string' ? failed : sentenceOf(failed as Error, words)); // whatever is thrown here is one
    } finally {
      setPending(false);
    }
  };
  return { pending, failure, run };
}
