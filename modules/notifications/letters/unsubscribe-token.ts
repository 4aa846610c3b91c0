import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { installationKeys } from '#platform/config/installation-key.ts';
import type { Context } from '#platform/context.ts';

/** Stands for every event there is. */
export const EVERYTHING = '*';

interface Subscription {
  readonly userId: string;
  readonly event: string;
}

type Ring = Pick<Context, 'config' | 'secrets'>;

/** Where one POST ends letters of a kind, without signing in: the address holds who and what, and proves it is ours. */
export function unsubscribeUrl(ring: Ring, subscription: Subscription): string {
  const said = Buffer.from(JSON.stringify([subscription.userId, subscription.event])).toString('base64url');
  const [key = ''] = installationKeys(ring);
  return `${ring.config.publicUrl}/api/notifications/desabonnement?token=${said}.${sign(key, said)}`;
}

/** Null for what was not made here. */
export function readUnsubscribeToken(ring: Ring, token: string): Subscription | null {
  const [said = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature);
  const isOurs = installationKeys(ring).some((key) => {
    const right = Buffer.from(sign(key, said));
    return right.length === given.length && timingSafeEqual(right, given);
  });
  if (!isOurs) return null;
  // Signed: written by `unsubscribeUrl`.
  const [userId, event] = JSON.parse(Buffer.from(said, 'base64url').toString()) as [string, string];
  return { userId, event };
}

function sign(key: string, said: string): string {
  const own = Buffer.from(hkdfSync('sha256', key, 'staka', 'unsubscribe', 32));
  return createHmac('sha256', own).update(said).digest('base64url');
}
