import type { EmailChangeRow, UserRow } from '#platform/db/database.gen.ts';
import type { EmailChange } from './address-schema.ts';
import type { AccountRow, AdministrationRow } from './queries.ts';
import type { AdministeredUser, Person, Preferences, User } from './schema.ts';

export function presentPerson({ id, prenom, nom, avatar, role }: Pick<UserRow, keyof Person>): Person {
  return { id, prenom, nom, avatar, role };
}

export function presentUser(row: AccountRow): User {
  return {
    ...presentPerson(row),
    email: row.email,
    isActive: row.isActive,
    telephone: row.telephone,
    adresse: row.adresse,
    bio: row.bio,
    emailVerifiedAt: row.emailVerifiedAt?.toISOString() ?? null,
    onboardedAt: row.onboardedAt?.toISOString() ?? null,
    wantsRole: row.wantsRole,
    createdAt: row.createdAt.toISOString(),
    preferences: presentPreferences(row),
  };
}

export function presentAdministered(row: AccountRow, administration: AdministrationRow | undefined): AdministeredUser {
  return {
    ...presentUser(row),
    deactivatedAt: administration?.deactivatedAt?.toISOString() ?? null,
    deactivationReason: administration?.deactivationReason ?? null,
    hasSecondFactor: administration?.hasSecondFactor ?? false,
  };
}

/** Those of somebody who never chose are the defaults of the data model. */
export function presentPreferences(row: AccountRow): Preferences {
  return {
    langue: row.langue === 'en' ? 'en' : 'fr',
    timezone: row.timezone ?? 'Europe/Paris',
    notifications: row.notifications ?? {},
    quietHoursStart: row.quietHoursStart,
    quietHoursEnd: row.quietHoursEnd,
  };
}

export function presentEmailChange(row: EmailChangeRow | undefined): EmailChange | null {
  if (!row) return null;
  return {
    newEmail: row.newEmail,
    presentConfirmed: row.fromConfirmedAt !== null,
    newConfirmed: row.toConfirmedAt !== null,
    expiresAt: row.expiresAt.toISOString(),
  };
}
