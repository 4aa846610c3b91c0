import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { sizeWord } from './describe-size.ts';
import { fileErrors } from './errors.ts';
import { findQuota, lockQuota, sumUsedBytes } from './queries.ts';

/** `files.size` is a 32-bit integer, as seed 002 has it. */
const FILE_MAX_BYTES = 2 ** 31 - 1;

export interface Quota {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  readonly maxFileBytes: number;
}

export async function readQuota({ db, config }: Context, userId: string): Promise<Quota> {
  const quotaBytes = (await findQuota(db, userId)) ?? config.storageQuotaBytes;
  return { usedBytes: await sumUsedBytes(db, userId), quotaBytes, maxFileBytes: maxFileBytes(config) };
}

export function maxFileBytes({ uploadMaxBytes }: Context['config']): number {
  return Math.min(uploadMaxBytes, FILE_MAX_BYTES);
}

/**
 * Holds the person's quota until the end of the transaction, and makes sure that this much more fits in.
 * @throws FILE_QUOTA_EXCEEDED
 */
export async function requireQuota(tx: Db, { config }: Context, userId: string, size: number): Promise<void> {
  const quota = (await lockQuota(tx, userId)) ?? config.storageQuotaBytes;
  const left = Math.max(0, quota - (await sumUsedBytes(tx, userId)));
  if (size > left)
    throw fileErrors.FILE_QUOTA_EXCEEDED({
      size: sizeWord(size),
      left: sizeWord(left),
      quota: sizeWord(quota),
    });
}
