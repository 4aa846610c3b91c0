import type { PasskeyRow } from '#platform/db/database.gen.ts';
import type { Factors } from './list-factors.ts';
import type { Passkey, SecondFactors } from './schema.ts';

export function presentFactors({ totpSince, passkeys, recoveryCodes }: Factors, required: boolean): SecondFactors {
  return {
    required,
    totp: totpSince && { confirmedAt: totpSince.toISOString() },
    passkeys: passkeys.map(presentPasskey),
    recoveryCodes: recoveryCodes && { left: recoveryCodes.left, madeAt: recoveryCodes.madeAt.toISOString() },
  };
}

function presentPasskey({ id, name, createdAt, lastUsedAt, backedUp }: PasskeyRow): Passkey {
  return {
    id,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    backedUp,
  };
}
