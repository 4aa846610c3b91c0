import type { Langue } from '#platform/http/actor.ts';
import { accountErrors } from './errors.ts';

const ADDRESS = /^[^\s@\p{Cc}"(),:;<>[\]\\]+@[^\s@\p{Cc}"(),:;<>[\]\\]+\.[^\s@\p{Cc}"(),:;<>[\]\\.]+$/u;
const MAX_LENGTH = 255;

/** One form for an address, however it was typed: trimmed, in lower case, composed (NFC). */
export function normalizeEmail(typed: string): string {
  return typed.trim().normalize('NFC').toLowerCase();
}

/**
 * The address in its one form.
 * @throws ACCOUNT_EMAIL_INVALID
 */
export function emailAddress(typed: string, langue: Langue): string {
  const email = addressIn(typed);
  if (email !== null) return email;
  const error = accountErrors.ACCOUNT_EMAIL_INVALID;
  throw error({}, { errors: [{ field: 'email', detail: error().detail(langue) }] });
}

/** The address that another service gives, in its one form; null when there is none. */
export function addressIn(given: string | null | undefined): string | null {
  const email = normalizeEmail(given ?? '');
  return email.length <= MAX_LENGTH && ADDRESS.test(email) ? email : null;
}
