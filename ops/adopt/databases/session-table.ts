import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';

/**
 * The table `Session`, as the guide of the system that lacked it makes it: who verifies that it is there finds it.
 * Staka's own sessions are in `user_sessions`, and the triggers refuse rows that nobody would ever look at.
 */
export async function makeSessionTable(db: MigrationDatabase): Promise<void> {
  if ((await db.tables()).some((name) => name.toLowerCase() === 'session')) return;
  await db.script(SESSION);
}

const SESSION = `CREATE TABLE "Session" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "token" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "expiresAt" DATETIME NOT NULL,
  "lastUsedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");
CREATE TRIGGER "Session_refuses" BEFORE INSERT ON "Session" BEGIN
  SELECT RAISE(ABORT, 'sessions are kept in user_sessions');
END;`;
