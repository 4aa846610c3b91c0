import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { settleRemoval } from './change-factors.ts';
import { secondFactorErrors } from './errors.ts';
import type { OwnPasskey } from './policy.ts';
import { deletePasskey, lockOwner, renamePasskeyRow } from './queries.ts';

export async function renamePasskey(
  { db }: Pick<Context, 'db'>,
  { passkey }: Allowed<'passkey.rename', OwnPasskey>,
  name: string,
): Promise<void> {
  await renamePasskeyRow(db, passkey.id, name);
}

/** @throws PASSKEY_NOT_FOUND when another request was first */
export async function removePasskey(
  { db }: Pick<Context, 'db'>,
  allowed: Allowed<'passkey.remove', OwnPasskey>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockOwner(tx, allowed.owner.id);
    if (!(await deletePasskey(tx, allowed.passkey.id))) throw secondFactorErrors.PASSKEY_NOT_FOUND();
    await settleRemoval(tx, allowed, 'passkey-removed');
  });
}
