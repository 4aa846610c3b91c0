import { useWords } from '../../i18n/words.tsx';
import { useAccountsWords } from './use-accounts-words.ts';

type Check = (value: string) => string | undefined;

/** In bytes, as the server counts. */
const SHORTEST_PASSWORD = 8;

/** What is wrong with what was typed, before the server is asked; it says more. */
export function useChecks(): Record<'checkEmail' | 'checkNewPassword' | 'checkFilled', Check> {
  const { required } = useWords().ui.errors;
  const words = useAccountsWords();
  return {
    checkEmail: (email) => {
      if (email.trim() === '') return required;
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : words.emailInvalid;
    },
    checkNewPassword: (password) => {
      const missing = SHORTEST_PASSWORD - new TextEncoder().encode(password).length;
      return missing > 0 ? words.passwordShort(missing) : undefined;
    },
    checkFilled: (value) => (value.trim() === '' ? required : undefined),
  };
}
