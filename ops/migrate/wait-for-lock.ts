import { setTimeout as pause } from 'node:timers/promises';
import type { AcquireLock } from './databases/migration-database.ts';
import { migrationErrors } from './errors.ts';

const PAUSE_MS = 100;

/**
 * Waits for the lock that another process holds, and says once that it does.
 * @throws MIGRATION_LOCKED after `seconds`
 */
export function waitForLock(log: (line: string) => void, seconds: number): AcquireLock {
  return async (attempt) => {
    const deadline = performance.now() + seconds * 1000;
    for (let waited = false; !(await attempt()); waited = true) {
      if (!waited)
        log('Un autre processus migre cette base : attente… / Another process is migrating this database: waiting…');
      if (performance.now() > deadline) throw migrationErrors.MIGRATION_LOCKED({ seconds });
      await pause(PAUSE_MS);
    }
  };
}
