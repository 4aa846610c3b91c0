import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { accountErrors } from '../errors.ts';
import { type AccountRow, lockCredentials, upsertPreferences } from '../queries.ts';
import { readAccount } from '../read-account.ts';
import type { ChangedChoices, Preferences } from '../schema.ts';

type PreferencesChanges = Partial<Omit<Preferences, 'notifications'>> & { readonly notifications?: ChangedChoices };

/**
 * Changes of one's own preferences what is given, and nothing else.
 * @throws ACCOUNT_TIMEZONE_UNKNOWN, ACCOUNT_QUIET_HOURS
 */
export async function updatePreferences(
  { db }: Pick<Context, 'db'>,
  { userId, langue }: Actor,
  { notifications, ...changes }: PreferencesChanges,
): Promise<AccountRow> {
  if (changes.timezone !== undefined && !isTimezone(changes.timezone)) {
    const error = accountErrors.ACCOUNT_TIMEZONE_UNKNOWN;
    throw error({}, { errors: [{ field: 'timezone', detail: error().detail(langue) }] });
  }
  return inTransaction(db, async (tx) => {
    // Of two screens that each change a choice, neither undoes the other's.
    await lockCredentials(tx, userId);
    const before = await readAccount(tx, userId);
    requireQuietHours({ ...before, ...changes });
    const merged = notifications && { notifications: merge(before.notifications ?? {}, notifications) };
    await upsertPreferences(tx, userId, { ...changes, ...merged });
    return readAccount(tx, userId);
  });
}

/** Both or neither, and not the whole day. */
function requireQuietHours({ quietHoursStart: start, quietHoursEnd: end }: QuietTimes): void {
  if ((start === null) !== (end === null) || (start !== null && start === end))
    throw accountErrors.ACCOUNT_QUIET_HOURS();
}

type QuietTimes = Pick<AccountRow, 'quietHoursStart' | 'quietHoursEnd'>;
type Choices = Preferences['notifications'];

function merge(before: Choices, changed: ChangedChoices): Choices {
  const merged: Choices = { ...before };
  for (const [event, channels] of Object.entries(changed)) merged[event] = { ...merged[event], ...channels };
  return merged;
}

/** A name of the IANA database; an offset such as +01:00 knows no summer, and is none. */
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Now.zonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
