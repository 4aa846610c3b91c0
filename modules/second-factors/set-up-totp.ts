import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { type Changed, changeFactors, settleRemoval } from './change-factors.ts';
import { secondFactorErrors } from './errors.ts';
import type { OwnFactors } from './policy.ts';
import { confirmTotpRow, deleteTotp, findTotp, lockOwner, putTotp } from './queries.ts';
import { seal } from './sealing.ts';
import { newTotpSecret, stepOf, totpUri } from './totp.ts';

type OwnAllowed = Allowed<'second-factors.change', OwnFactors>;

/**
 * Makes a secret for an app; it counts for nothing until a code has proved that the app holds it.
 * @throws TOTP_ALREADY_ACTIVE
 */
export async function offerTotp(context: Context, { owner }: OwnAllowed): Promise<{ secret: string; uri: string }> {
  const secret = await newTotpSecret();
  const sealed = seal(context, secret, owner.id);
  await inTransaction(context.db, async (tx) => {
    await lockOwner(tx, owner.id);
    if ((await findTotp(tx, owner.id))?.confirmedAt) throw secondFactorErrors.TOTP_ALREADY_ACTIVE();
    await putTotp(tx, owner.id, sealed);
  });
  return { secret, uri: await totpUri(secret, owner.email) };
}

/**
 * From the first right code on, the app is asked for at every sign-in. That code is used up.
 * @throws TOTP_NOT_FOUND, TOTP_ALREADY_ACTIVE, TOTP_CODE_WRONG
 */
export async function confirmTotp(context: Context, allowed: OwnAllowed, code: string): Promise<Changed> {
  const { owner } = allowed;
  return inTransaction(context.db, async (tx) => {
    await lockOwner(tx, owner.id);
    const totp = await findTotp(tx, owner.id);
    if (!totp) throw secondFactorErrors.TOTP_NOT_FOUND();
    if (totp.confirmedAt) throw secondFactorErrors.TOTP_ALREADY_ACTIVE();
    const step = await stepOf(context, totp, code);
    if (step === null) throw secondFactorErrors.TOTP_CODE_WRONG();
    return changeFactors(context, tx, allowed, 'totp-added', async () => {
      await confirmTotpRow(tx, owner.id, step);
    });
  });
}

/** @throws TOTP_NOT_FOUND */
export async function removeTotp({ db }: Pick<Context, 'db'>, allowed: OwnAllowed): Promise<void> {
  const { owner } = allowed;
  await inTransaction(db, async (tx) => {
    await lockOwner(tx, owner.id);
    if (!(await deleteTotp(tx, owner.id))) throw secondFactorErrors.TOTP_NOT_FOUND();
    await settleRemoval(tx, allowed, 'totp-removed');
  });
}
