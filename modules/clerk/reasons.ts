/** Why a user of Clerk’s waits for an administrator. */
export const WAITING_REASONS = [
  'EMAIL_UNVERIFIED_AT_CLERK',
  'EMAIL_UNCONFIRMED_HERE',
  'ACCOUNT_DEACTIVATED',
  'ACCOUNT_OF_ANOTHER',
  'UNLINKED',
  'REFUSED',
] as const;
export type WaitingReason = (typeof WAITING_REASONS)[number];

/** What a person has decided stays decided, whatever Clerk says later. */
const DECIDED: readonly (string | null)[] = ['LINKED_BY_ADMINISTRATOR', 'REFUSED', 'UNLINKED'];

export function isDecided(reason: string | null): boolean {
  return DECIDED.includes(reason);
}
