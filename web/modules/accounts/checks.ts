import type { Words } from '../../i18n/fr.ts';

/** In bytes, as the server counts. */
const SHORTEST_PASSWORD = 8;

/** What is wrong with an address, before the server is asked; it says more. */
export function checkEmail(email: string, words: Words): string | undefined {
  if (email.trim() === '') return words.ui.errors.required;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : words.accounts.emailInvalid;
}

export function checkNewPassword(password: string, words: Words): string | undefined {
  const missing = SHORTEST_PASSWORD - new TextEncoder().encode(password).length;
  return missing > 0 ? words.accounts.passwordShort(missing) : undefined;
}

export function checkFilled(value: string, words: Words): string | undefined {
  return value.trim() === '' ? words.ui.errors.required : undefined;
}
