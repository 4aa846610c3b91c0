import { INVOICES, NOTIFICATIONS, PAGES, PAYMENT_METHODS } from './business.ts';
import { MENTOR_PROFILES, USER_PREFERENCES, USER_SESSIONS, USERS } from './people.ts';
import type { Vocabulary } from './vocabulary.ts';
import { COMMANDES, FILES, MESSAGE_ATTACHMENTS, MESSAGES, SUPPORT_REQUESTS } from './work.ts';

/** What is taken along, those that are referred to before those that refer to them. */
export const VOCABULARIES: readonly Vocabulary[] = [
  USERS,
  USER_PREFERENCES,
  USER_SESSIONS,
  MENTOR_PROFILES,
  COMMANDES,
  SUPPORT_REQUESTS,
  FILES,
  MESSAGES,
  MESSAGE_ATTACHMENTS,
  PAYMENT_METHODS,
  INVOICES,
  NOTIFICATIONS,
  PAGES,
];
