import { type AccountRow, findAccount, findCredentialsByEmail } from '#modules/accounts/module.ts';
import type { ClerkUserRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { WAITING_REASONS } from './reasons.ts';
import type { ClerkUser } from './schema.ts';

export function presentClerkUser(row: ClerkUserRow, account: AccountRow | undefined): ClerkUser {
  return {
    id: row.id,
    state: row.state,
    reason: WAITING_REASONS.find((reason) => reason === row.reason) ?? null,
    email: row.email,
    emailVerified: row.emailVerified,
    prenom: row.prenom,
    nom: row.nom,
    userId: row.userId,
    account: account ? presentAccount(account) : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Whom it is linked to, or who holds its address. */
export async function accountOf(db: Db, { userId, email }: ClerkUserRow): Promise<AccountRow | undefined> {
  const id = userId ?? (email === null ? undefined : (await findCredentialsByEmail(db, email))?.id);
  return id === undefined ? undefined : findAccount(db, id);
}

function presentAccount({ id, prenom, nom, email, emailVerifiedAt, isActive }: AccountRow) {
  return { id, prenom, nom, email, emailVerifiedAt: emailVerifiedAt?.toISOString() ?? null, isActive };
}
