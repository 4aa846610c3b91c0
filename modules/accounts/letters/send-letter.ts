import type { Context } from '#platform/context.ts';
import type { Langue } from '#platform/http/actor.ts';
import { type LetterWords, writeLetter } from '#platform/mail/write-letter.ts';
import type { AccountRow } from '../queries.ts';
import { ACCOUNT_LETTERS } from './letters.ts';

/** Writes to a person in their language, greeted by their first name. `key` is the same for every repeat. */
export async function sendLetter(
  { mail }: Pick<Context, 'mail'>,
  { key }: { readonly key: string },
  account: Pick<AccountRow, 'email' | 'prenom' | 'langue'>,
  words: Omit<LetterWords, 'langue' | 'greeting'>,
): Promise<void> {
  const langue: Langue = account.langue === 'en' ? 'en' : 'fr';
  const greeting = ACCOUNT_LETTERS[langue].greeting(account.prenom);
  await mail.send({ to: account.email, ...writeLetter({ ...words, langue, greeting }), key });
}
