import { beginStep, type SecondStep } from '#modules/second-factors/module.ts';
import { openSession, type Visitor } from '#modules/sessions/module.ts';
import type { Config } from '#platform/config/config.ts';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { normalizeEmail } from '../email-address.ts';
import { accountErrors } from '../errors.ts';
import { loginFailed } from '../events.ts';
import { isWeakHash, strengthenHash, verifyPassword } from '../passwords/password-hash.ts';
import { markOf } from '../passwords/password-mark.ts';
import {
  type CredentialsRow,
  clearAttempts,
  findCredentialsByEmail,
  lockCredentials,
  uncountAttempt,
  updateUser,
} from '../queries.ts';
import { type AttemptLimit, accountLimit, addressLimit, reserveAttempt } from './attempts.ts';

/** Those of the sample accounts, which anybody can read: in production they open nothing, should they ever get there. */
const SAMPLE_PASSWORDS: ReadonlySet<string> = new Set(['admin123', 'user123']);

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly visitor: Visitor;
}

export interface OpenedSession {
  readonly userId: string;
  /** The session's secret. */
  readonly token: string;
}

/**
 * Signs in, or asks for the second factor of whoever has one. What is wrong is said only to those who know the
 * password; an unknown address takes as long as a known one.
 * @throws AUTH_INVALID_CREDENTIALS, AUTH_EMAIL_NOT_CONFIRMED, AUTH_ACCOUNT_DISABLED, AUTH_TOO_MANY_ATTEMPTS
 */
export async function login(
  context: Pick<Context, 'config' | 'db'>,
  credentials: Credentials,
): Promise<OpenedSession | SecondStep> {
  const { config, db } = context;
  const { password, visitor } = credentials;
  const { known, limits } = await proveWho(context, credentials);
  assertOpen(known);
  const strengthened = await strengthen(known, password, config);
  return inTransaction(db, async (tx) => {
    await assertUnchanged(tx, known);
    await forgive(tx, limits);
    await updateUser(tx, known.id, strengthened);
    const step = await beginStep(tx, known.id, { password: markOf(strengthened.password ?? known.password) });
    if (step) return step;
    return { userId: known.id, token: await openSession(tx, { config, userId: known.id, visitor }) };
  });
}

interface Proved {
  readonly known: CredentialsRow;
  readonly limits: Limits;
}

interface Limits {
  readonly address: AttemptLimit;
  readonly account: AttemptLimit;
}

async function proveWho(
  { config, db }: Pick<Context, 'config' | 'db'>,
  { password, visitor, ...credentials }: Credentials,
): Promise<Proved> {
  const email = normalizeEmail(credentials.email);
  const limits = { address: addressLimit(visitor.ip), account: accountLimit(email) };
  // The address first: one that is refused does not use up what the account's own person may try.
  const [, tries = 0] = await reserveAttempt(db, limits.address, limits.account);
  const known = email.includes('\0') ? undefined : await findCredentialsByEmail(db, email);
  const isRight = await verifyPassword(password, known?.password, config).catch((error: unknown) =>
    giveBack(db, limits, error),
  );
  const isPublic = config.environment === 'production' && SAMPLE_PASSWORDS.has(password);
  if (known && isRight && !isPublic) return { known, limits };
  await tellOfFailure(db, { userId: known?.id ?? null, visitor, tries });
  throw accountErrors.AUTH_INVALID_CREDENTIALS();
}

/** The first of a row of failures is told, and the one from which on the account waits: not the hundred between. */
async function tellOfFailure(
  db: Db,
  { userId, visitor, tries }: { userId: string | null; visitor: Visitor; tries: number },
): Promise<void> {
  const isLocked = tries === accountLimit('').max;
  if (tries !== 1 && !isLocked) return;
  const { ip, userAgent } = visitor;
  await inTransaction(db, (tx) => publish(tx, loginFailed, { userId, isLocked, ip, userAgent }));
}

/** Whoever signed in has tried nothing against their own account; against all others the network has tried as before. */
async function forgive(tx: Db, { address, account }: Limits): Promise<void> {
  await uncountAttempt(tx, address.key);
  await clearAttempts(tx, account.key);
}

/** Nothing was tried: the server was too busy to look. */
async function giveBack(db: Db, { address, account }: Limits, error: unknown): Promise<never> {
  for (const { key } of [address, account]) await uncountAttempt(db, key);
  throw error;
}

function assertOpen({ isActive, emailVerifiedAt }: CredentialsRow): void {
  if (!isActive) throw accountErrors.AUTH_ACCOUNT_DISABLED();
  if (emailVerifiedAt === null) throw accountErrors.AUTH_EMAIL_NOT_CONFIRMED();
}

/** A password that was replaced, or an account that was deactivated, while the old one was looked at opens nothing. */
async function assertUnchanged(tx: Db, { id, password }: CredentialsRow): Promise<void> {
  const now = await lockCredentials(tx, id);
  if (!now?.isActive || now.password !== password) throw accountErrors.AUTH_INVALID_CREDENTIALS();
}

/** Passwords that came from elsewhere with fewer rounds get today's number of them the first time they are used. */
async function strengthen(
  { password }: CredentialsRow,
  typed: string,
  config: Pick<Config, 'passwordRounds'>,
): Promise<{ password?: string }> {
  return password !== null && isWeakHash(password, config) ? { password: await strengthenHash(typed, config) } : {};
}
