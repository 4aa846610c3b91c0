import { createHash } from 'node:crypto';

/**
 * The address kept for somebody of whom Clerk knows no address, or none that it has verified: every account has one,
 * unique, and this one receives no mail (RFC 2606, section 2: `.invalid` never exists).
 */
export function standInAddress(clerkId: string): string {
  const digest = createHash('sha256').update(clerkId).digest('hex');
  return `clerk-${digest.slice(0, 32)}@clerk.invalid`;
}
