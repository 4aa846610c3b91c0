import { requireFresh } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import type { Actor } from '#platform/http/actor.ts';
import { accountErrors } from '../errors.ts';
import { verifyPassword } from '../passwords/password-hash.ts';
import { clearAttempts, findCredentials } from '../queries.ts';
import { passwordChangeLimit, reserveAttempt } from './attempts.ts';

/**
 * Before what ends an account: that its person gives their password or, where they have none, has just proved who they
 * are otherwise.
 * @throws ACCOUNT_PASSWORD_WRONG, AUTH_TOO_MANY_ATTEMPTS, FRESH_AUTHENTICATION_REQUIRED
 */
export async function proveOneself(
  { config, db }: Pick<Context, 'config' | 'db'>,
  actor: Actor,
  password: string | undefined,
): Promise<void> {
  const account = await findCredentials(db, actor.userId);
  if (account && account.password === null) return requireFresh(actor);
  const limit = passwordChangeLimit(actor.userId);
  await reserveAttempt(db, limit);
  if (!(await verifyPassword(password ?? '', account?.password, config))) throw accountErrors.ACCOUNT_PASSWORD_WRONG();
  await clearAttempts(db, limit.key);
}
