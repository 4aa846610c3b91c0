import { HASH } from './password.ts';

/**
 * Seed 001's SQLite: Prisma's own names (`User`, `Post`), no table of sessions, foreign keys never checked.
 * @param hasOldSessions a table `Session` of the old scheme, in which the id of a person was the id of the session
 */
export function secureSessions({ hasOldSessions = false } = {}): string[] {
  const sessions = [
    `CREATE TABLE "Session" ("id" TEXT NOT NULL PRIMARY KEY, "userId" TEXT NOT NULL, "expiresAt" DATETIME NOT NULL, "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP)`,
    `INSERT INTO "Session" ("id", "userId", "expiresAt") VALUES ('u1', 'u1', '2099-01-01T00:00:00.000Z'), ('u2', 'u2', 4070908800000)`,
  ];
  return [
    'PRAGMA foreign_keys=OFF',
    `CREATE TABLE "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT,
      "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`,
    `INSERT INTO "_prisma_migrations" VALUES ('3f', 'a', 1717200000000, '20240601000000_init', NULL, NULL, 1717200000000, 1)`,
    `CREATE TABLE "User" ("id" TEXT NOT NULL PRIMARY KEY, "email" TEXT NOT NULL, "name" TEXT, "password" TEXT, "role" TEXT NOT NULL DEFAULT 'user', "points" INTEGER,
      "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" DATETIME NOT NULL)`,
    `CREATE UNIQUE INDEX "User_email_key" ON "User"("email")`,
    `CREATE INDEX "users_role_idx" ON "User"("role")`,
    `CREATE TABLE "Notification" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "userId" TEXT NOT NULL, "message" TEXT NOT NULL, "read" BOOLEAN NOT NULL DEFAULT false,
      "createdAt" DATETIME NOT NULL, CONSTRAINT "Notification_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE)`,
    `CREATE TABLE "Badge" ("id" INTEGER PRIMARY KEY, "ownerId" TEXT REFERENCES "User" ("id"), "label" TEXT)`,
    `CREATE TABLE "uploads" ("id" INTEGER PRIMARY KEY, "path" TEXT)`,
    `INSERT INTO "User" VALUES ('u1', 'Marie.Curie@Example.com', 'Marie Skłodowska Curie', '${HASH.y}', 'admin', 7, 1717200000123, '2024-06-01 12:00:00'),
      ('u2', 'marie.curie@example.com', 'Marie', '${HASH.b}', 'user', NULL, '2024-06-02T10:00:00.000Z', '2024-06-02T10:00:00.000+00:00'),
      ('u3', 'paul@example.com', NULL, NULL, 'editor', 1, 'jamais', '2024-06-03 08:00:00')`,
    `INSERT INTO "Notification" VALUES (1, 'u1', 'Bonjour', 1, '2024-06-01 12:00:00'), (10, 'u2', 'Dix', 0, '2024-06-01 12:00:00'), (2, 'u9', 'À personne', 0, '2024-06-01 12:00:00')`,
    `INSERT INTO "Badge" VALUES (1, 'u1', 'or'), (2, 'u9', 'perdu')`,
    `INSERT INTO "uploads" VALUES (1, '/tmp/x')`,
    ...(hasOldSessions ? sessions : []),
  ];
}
