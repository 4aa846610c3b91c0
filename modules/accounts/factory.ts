import type { UserRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import type { Letter } from '#platform/mail/mailer.ts';

export const TEST_PASSWORD = 'une phrase secrète';
/** Made once, with the few rounds of the applications of the tests: more would be most of what the tests do. */
const TEST_PASSWORD_HASH = '$2b$04$pCWVYc1DqMHopQjX/k7VyuDApXlebfjIc/VtQ6oyOImzJTbq0aH.q';

export type TestAccount = Pick<UserRow, 'id' | 'email'>;

/** An open account whose password is TEST_PASSWORD. */
export async function createAccount(db: Db, values: Partial<UserRow> = {}): Promise<TestAccount> {
  const id = newId();
  const account = {
    id,
    email: `personne-${id}@example.com`,
    prenom: 'Camille',
    nom: 'Martin',
    password: TEST_PASSWORD_HASH,
    emailVerifiedAt: new Date(),
    onboardedAt: new Date(),
    ...values,
  };
  await db.insertInto('users').values(account).execute();
  return { id: account.id, email: account.email };
}

/** The secret of the link in a letter. */
export function tokenIn(letter: Letter | undefined): string {
  const token = /\?token=([\w-]+)/.exec(letter?.text ?? '')?.[1];
  if (token === undefined) throw new Error(`There is no link in ${JSON.stringify(letter?.subject)}`);
  return token;
}
