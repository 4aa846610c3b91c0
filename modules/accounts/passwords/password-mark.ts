import { hash } from 'node:crypto';

/** By which a password is known to be the same as before; neither it nor its hash can be found again from this. */
export function markOf(passwordHash: string | null): string {
  return hash('sha256', passwordHash ?? '', 'hex');
}
