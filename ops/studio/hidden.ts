/**
 * What nobody reads in the data browser, by table: hashes of passwords and tokens, shared secrets, what other services
 * have sent, and what the outbox is about to say (it may hold a link that opens an account). The database itself keeps
 * them back; `hidden.test.ts` holds every new column to a decision.
 */
export const HIDDEN_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  users: ['password'],
  user_sessions: ['token', 'previousToken'],
  verification_tokens: ['token', 'data'],
  api_tokens: ['token'],
  totp_secrets: ['secret'],
  recovery_codes: ['code'],
  passkeys: ['credentialId', 'publicKey'],
  auth_challenges: ['token', 'data'],
  received_webhooks: ['payload', 'error'],
  payment_methods: ['stripePaymentMethodId', 'fingerprint'],
  commandes: ['stripeSessionId'],
  outbox_events: ['payload', 'lastError'],
  maintenance: ['secretSalt', 'passHash'],
};

/**
 * What is shown and never written here, unlocked or not: the audit log, which the law keeps as it is; proofs of
 * identity, which are given by proving it; and the machinery, whose rows mean something to whoever is at work on them.
 */
export const READ_ONLY_TABLES: ReadonlySet<string> = new Set([
  'audit_entries',
  'user_sessions',
  'verification_tokens',
  'api_tokens',
  'totp_secrets',
  'recovery_codes',
  'passkeys',
  'auth_challenges',
  'studio_unlocks',
  'received_webhooks',
  'outbox_events',
  'outbox_effects',
  'maintenance',
  'operation_runs',
  'process_measurements',
]);

export function isHidden(table: string, column: string): boolean {
  return HIDDEN_COLUMNS[table]?.includes(column) ?? false;
}
