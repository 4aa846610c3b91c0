import type { PasskeyRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { findTotp, listPasskeys, listRecoveryCodes } from './queries.ts';

export const METHODS = ['totp', 'passkey', 'recovery-code'] as const;
export type Method = (typeof METHODS)[number];

/** What a person has beside their password. */
export interface Factors {
  readonly totpSince: Date | null;
  readonly passkeys: readonly PasskeyRow[];
  readonly recoveryCodes: { readonly left: number; readonly madeAt: Date } | null;
}

export async function listFactors(db: Db, userId: string): Promise<Factors> {
  const totp = await findTotp(db, userId);
  const codes = await listRecoveryCodes(db, userId);
  const [first] = codes;
  return {
    totpSince: totp?.confirmedAt ?? null,
    passkeys: await listPasskeys(db, userId),
    recoveryCodes: first
      ? { left: codes.filter(({ usedAt }) => usedAt === null).length, madeAt: first.createdAt }
      : null,
  };
}

/** How a person can give a second factor; none for those who have none. */
export async function methodsOf(db: Db, userId: string): Promise<Method[]> {
  const { totpSince, passkeys, recoveryCodes } = await listFactors(db, userId);
  const methods: Method[] = [];
  if (totpSince !== null) methods.push('totp');
  if (passkeys.length > 0) methods.push('passkey');
  if (methods.length > 0 && recoveryCodes && recoveryCodes.left > 0) methods.push('recovery-code');
  return methods;
}

export async function hasFactors(db: Db, userId: string): Promise<boolean> {
  return (await methodsOf(db, userId)).length > 0;
}
