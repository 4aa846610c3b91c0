import type { AccountRow } from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import type { Langue } from '#platform/http/actor.ts';
import { type LetterWords, writeLetter } from '#platform/mail/write-letter.ts';
import { PERSONAL_DATA_LETTERS, type PersonalDataLetters } from './letters.ts';

interface Reader {
  readonly letters: PersonalDataLetters;
  /** « 5 décembre 2026 à 14:32 », where they are. */
  readonly day: (at: Date) => string;
}

/** Writes to a person in their language. `key` is the same for every repeat. */
export async function sendLetter(
  { mail }: Pick<Context, 'mail'>,
  account: AccountRow,
  key: string,
  choose: (reader: Reader) => Omit<LetterWords, 'langue' | 'greeting'>,
): Promise<void> {
  const langue: Langue = account.langue === 'en' ? 'en' : 'fr';
  const letters = PERSONAL_DATA_LETTERS[langue];
  const format = new Intl.DateTimeFormat(langue === 'en' ? 'en-GB' : 'fr-FR', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: account.timezone ?? 'Europe/Paris',
  });
  const words = choose({ letters, day: (at) => format.format(at) });
  const greeting = letters.greeting(account.prenom);
  await mail.send({ to: account.email, ...writeLetter({ ...words, langue, greeting }), key });
}
