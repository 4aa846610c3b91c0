import type { Langue } from '#platform/http/actor.ts';
import { accountErrors } from '../errors.ts';
import { isCommonPassword } from './common-passwords.ts';
import { isMadeOfContextWords } from './context-words.ts';

declare const checked: unique symbol;

/** A password that may be set: only `newPassword` makes one, and hashing asks for it. */
export type NewPassword = string & { readonly [checked]: true };

export interface PasswordOwner {
  readonly prenom: string;
  readonly nom: string;
  readonly email: string;
}

interface Asked {
  readonly langue: Langue;
  readonly person: PasswordOwner;
  /** @default 'password' */
  readonly field?: string;
}

const MIN_BYTES = 8;
/** bcrypt reads no further: what follows would count for nothing. */
const MAX_BYTES = 72;
/** A shorter name stands by chance within other words: it counts only where it stands alone. */
const LONG_NAME = 4;
const SHORTEST_NAME = 3;

/**
 * Asked of a password when it is set, and never when it is used: those that are already there stay good. No kinds of
 * characters are asked for: they make passwords that are hard to remember, not hard to guess (NIST SP 800-63B, 3.1.1.2).
 * @throws ACCOUNT_PASSWORD_TOO_SHORT, ACCOUNT_PASSWORD_TOO_LONG, ACCOUNT_PASSWORD_COMMON, ACCOUNT_PASSWORD_HOLDS_NAME
 */
export async function newPassword(typed: string, { langue, person, field = 'password' }: Asked): Promise<NewPassword> {
  const bytes = Buffer.byteLength(typed);
  const refusal = await refusalOf(typed, bytes, person);
  if (refusal === null) return typed as NewPassword; // just checked
  throw refusal({ bytes }, { errors: [{ field, detail: refusal({ bytes }).detail(langue) }] });
}

type Refusal = (typeof accountErrors)[keyof typeof accountErrors];

async function refusalOf(typed: string, bytes: number, person: PasswordOwner): Promise<Refusal | null> {
  if (bytes < MIN_BYTES) return accountErrors.ACCOUNT_PASSWORD_TOO_SHORT;
  if (bytes > MAX_BYTES) return accountErrors.ACCOUNT_PASSWORD_TOO_LONG;
  if (isMadeOfContextWords(folded(typed)) || (await isCommonPassword(typed)))
    return accountErrors.ACCOUNT_PASSWORD_COMMON;
  return holdsName(typed, person) ? accountErrors.ACCOUNT_PASSWORD_HOLDS_NAME : null;
}

function holdsName(typed: string, { prenom, nom, email }: PasswordOwner): boolean {
  const password = folded(typed);
  const alone = new Set(wordsOf(password));
  const names = [prenom, nom, email.split('@', 1)[0] ?? ''].map(folded).flatMap(wordsOf);
  return names.some((name) =>
    name.length >= LONG_NAME ? password.includes(name) : name.length >= SHORTEST_NAME && alone.has(name),
  );
}

/** « Élodie » and “elodie” are one name. */
function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}]+/u).filter((word) => word !== '');
}
