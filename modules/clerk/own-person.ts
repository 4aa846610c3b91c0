import { findCredentialsByEmail, insertUser } from '#modules/accounts/module.ts';
import { revokeSessionsOf } from '#modules/sessions/module.ts';
import type { ClerkUserRow, UserRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { deletePerson, forgetSeenSessions, hasTraces, type PersonRow, updatePerson } from './queries.ts';
import { standInAddress } from './stand-in.ts';

/** Whether this person has ever done more here than sign in, or was somebody here before Clerk spoke of them. */
export async function isInUse(tx: Db, person: PersonRow): Promise<boolean> {
  const { onboardedAt, password, role, isActive } = person;
  if (onboardedAt !== null || password !== null || role !== 'USER' || !isActive) return true;
  return hasTraces(tx, person.id);
}

/** Somebody whom Clerk knew first: their id here is Clerk’s. */
export async function addOwnPerson(tx: Db, clerk: ClerkUserRow): Promise<void> {
  const { id, prenom, nom } = clerk;
  const person = { id, prenom, nom, role: 'USER', password: null, ...addressOf(clerk) } as const;
  if (!(await insertUser(tx, person, 'fr')))
    throw new Error('Somebody took this address meanwhile: to be tried again.');
  await updatePerson(tx, id, { avatar: clerk.imageUrl });
}

/** What Clerk says now. Where the person is in use, a name that is gone and an address that is taken change nothing. */
export async function renewOwnPerson(
  tx: Db,
  clerk: ClerkUserRow,
  own: PersonRow,
  { isInUse }: { isInUse: boolean },
): Promise<void> {
  if (own.erasedAt !== null) return;
  const { prenom, nom, imageUrl: avatar } = clerk;
  if (!isInUse) return updatePerson(tx, own.id, { prenom, nom, avatar, ...addressOf(clerk) });
  const changes: Partial<UserRow> = {
    ...(prenom === '' ? {} : { prenom }),
    ...(nom === '' ? {} : { nom }),
    ...(avatar === null ? {} : { avatar }),
    ...(await freeAddress(tx, clerk, own)),
  };
  if (Object.keys(changes).length > 0) await updatePerson(tx, own.id, changes);
}

/** Takes back somebody who has done nothing here but sign in. */
export async function dropOwnPerson(tx: Db, own: PersonRow): Promise<void> {
  await forgetSeenSessions(tx, own.id);
  // Their sockets are told.
  await revokeSessionsOf(tx, own.id, { except: null });
  await deletePerson(tx, own.id);
}

/** An address that Clerk has not verified may be anybody’s: it is not taken from whoever comes later. */
function addressOf({ id, email, emailVerified, version }: ClerkUserRow): Pick<UserRow, 'email' | 'emailVerifiedAt'> {
  if (email === null || !emailVerified) return { email: standInAddress(id), emailVerifiedAt: null };
  return { email, emailVerifiedAt: new Date(version) };
}

async function freeAddress(tx: Db, clerk: ClerkUserRow, own: PersonRow): Promise<Partial<UserRow>> {
  const { email, emailVerified, version } = clerk;
  if (email === null || !emailVerified || email === own.email) return {};
  const owner = await findCredentialsByEmail(tx, email);
  return owner && owner.id !== own.id ? {} : { email, emailVerifiedAt: new Date(version) };
}
