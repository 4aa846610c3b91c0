import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Langue } from '#platform/http/actor.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { openingLetterRequested, userRegistered } from '../events.ts';
import type { NewPassword } from '../passwords/new-password.ts';
import { hashPassword } from '../passwords/password-hash.ts';
import { findCredentialsByEmail, insertUser, lockCredentials, spendTokens, updateUser } from '../queries.ts';
import { letterLimit, reserveAttempt } from '../signing-in/attempts.ts';

export interface Registration {
  readonly email: string;
  readonly password: NewPassword;
  readonly prenom: string;
  readonly nom: string;
  readonly langue: Langue;
}

/**
 * Asks for an account. Whether the address is known shows neither in the answer nor in the time it takes: the password
 * is hashed and an event is written either way, and the letter tells the owner of the address.
 * @throws ACCOUNT_TOO_MANY_LETTERS
 */
export async function register(
  { config, db }: Pick<Context, 'config' | 'db'>,
  registration: Registration,
): Promise<void> {
  await reserveAttempt(db, letterLimit('open', registration.email));
  const password = await hashPassword(registration.password, config);
  await inTransaction(db, async (tx) => {
    const known = await findCredentialsByEmail(tx, registration.email);
    if (known) await registerAgain(tx, known.id);
    else await registerUnknown(tx, registration, password);
  });
}

async function registerUnknown(tx: Db, { email, prenom, nom, langue }: Registration, password: string): Promise<void> {
  const user = { id: newId(), email, prenom, nom, password, role: 'USER', emailVerifiedAt: null } as const;
  // Somebody may have been quicker: then they get the letter.
  const isNew = await insertUser(tx, user, langue);
  if (isNew) await publish(tx, userRegistered, { userId: user.id });
  else await registerAgain(tx, (await findCredentialsByEmail(tx, email))?.id ?? null);
}

/**
 * The address has an account, open or not: the letter tells its owner. Where nobody has opened it yet, two may have
 * asked, and no password can be told to be the owner's: it is taken back, with the links there were, and the letter
 * leads to where a new one is chosen. So nobody opens an account with somebody else's password on it.
 */
async function registerAgain(tx: Db, userId: string | null): Promise<void> {
  // It may have been opened meanwhile.
  const known = userId === null ? undefined : await lockCredentials(tx, userId);
  if (known && known.emailVerifiedAt === null) {
    await spendTokens(tx, known.id);
    await updateUser(tx, known.id, { password: null });
  }
  await publish(tx, openingLetterRequested, { userId });
}
