import type { Langue } from '#platform/http/actor.ts';
import { accountErrors } from './errors.ts';

/** Composing a text may make it longer. */
const MAX_LENGTH = 100;

/**
 * A name as it is kept: composed (NFC), without space at either end.
 * @throws ACCOUNT_TEXT_REFUSED when it is empty or too long, or when it holds control characters
 */
export function personName(field: 'prenom' | 'nom', typed: string, langue: Langue): string {
  const name = typed.normalize('NFC').trim();
  if (name !== '' && [...name].length <= MAX_LENGTH && !/\p{Cc}/u.test(name)) return name;
  const error = accountErrors.ACCOUNT_TEXT_REFUSED;
  throw error({}, { errors: [{ field, detail: error().detail(langue) }] });
}
