import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { tell } from './change-factors.ts';
import { secondFactorErrors } from './errors.ts';
import { hasFactors } from './list-factors.ts';
import type { OwnFactors } from './policy.ts';
import { lockOwner } from './queries.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';

/**
 * Ten new recovery codes: those from before open nothing any more.
 * @throws RECOVERY_CODES_WITHOUT_FACTOR
 */
export async function renewRecoveryCodes(
  context: Context,
  allowed: Allowed<'second-factors.change', OwnFactors>,
): Promise<string[]> {
  const { owner } = allowed;
  return inTransaction(context.db, async (tx) => {
    await lockOwner(tx, owner.id);
    if (!(await hasFactors(tx, owner.id))) throw secondFactorErrors.RECOVERY_CODES_WITHOUT_FACTOR();
    const codes = await makeRecoveryCodes(tx, context, owner.id);
    await tell(tx, allowed, 'recovery-codes-made');
    return codes;
  });
}
