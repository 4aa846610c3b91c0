-- WARNING: column users.deactivatedAt is dropped with its values
-- WARNING: column users.deactivationReason is dropped with its values
-- WARNING: column users.erasedAt is dropped with its values
-- WARNING: column users.onboardedAt is dropped with its values
-- WARNING: column users.wantsRole is dropped with its values
-- WARNING: column users.passwordChangedAt is dropped with its values
-- WARNING: column users.avatarSha256 is dropped with its values
-- WARNING: column user_preferences.quietHoursStart is dropped with its values
-- WARNING: column user_preferences.quietHoursEnd is dropped with its values
-- WARNING: column user_sessions.previousToken is dropped with its values
-- WARNING: column user_sessions.rotatedAt is dropped with its values
-- WARNING: column user_sessions.authenticatedAt is dropped with its values
-- WARNING: column user_sessions.secondFactorAt is dropped with its values
-- WARNING: column user_sessions.impersonatorId is dropped with its values
-- WARNING: column user_sessions.timezone is dropped with its values
-- WARNING: column identities.email is dropped with its values
-- WARNING: column identities.lastUsedAt is dropped with its values
-- WARNING: column verification_tokens.data is dropped with its values
-- WARNING: column verification_tokens.purpose no longer takes EMAIL_CHANGE_FROM, EMAIL_CHANGE_TO, UNDO, ERASURE_CANCEL, DATA_EXPORT: rows with it are deleted
-- WARNING: table email_changes is dropped with all its rows
-- WARNING: table api_tokens is dropped with all its rows
-- WARNING: table totp_secrets is dropped with all its rows
-- WARNING: table recovery_codes is dropped with all its rows
-- WARNING: table passkeys is dropped with all its rows
-- WARNING: table auth_challenges is dropped with all its rows
-- WARNING: table clerk_users is dropped with all its rows
-- WARNING: table received_webhooks is dropped with all its rows
-- WARNING: table consents is dropped with all its rows
-- WARNING: table data_exports is dropped with all its rows
-- WARNING: table erasures is dropped with all its rows
-- WARNING: table audit_entries is dropped with all its rows

-- The links that nothing can follow any more.
DELETE FROM "verification_tokens" WHERE "purpose" IN ('EMAIL_CHANGE_FROM', 'EMAIL_CHANGE_TO', 'UNDO', 'ERASURE_CANCEL', 'DATA_EXPORT');

-- DropIndex
DROP INDEX "email_changes_userId_idx";

-- DropIndex
DROP INDEX "api_tokens_token_key";

-- DropIndex
DROP INDEX "api_tokens_userId_idx";

-- DropIndex
DROP INDEX "recovery_codes_userId_code_key";

-- DropIndex
DROP INDEX "passkeys_credentialId_key";

-- DropIndex
DROP INDEX "passkeys_userId_idx";

-- DropIndex
DROP INDEX "auth_challenges_token_key";

-- DropIndex
DROP INDEX "auth_challenges_userId_idx";

-- DropIndex
DROP INDEX "auth_challenges_expiresAt_idx";

-- DropIndex
DROP INDEX "clerk_users_userId_idx";

-- DropIndex
DROP INDEX "clerk_users_state_idx";

-- DropIndex
DROP INDEX "received_webhooks_provider_receivedAt_idx";

-- DropIndex
DROP INDEX "consents_userId_idx";

-- DropIndex
DROP INDEX "data_exports_userId_idx";

-- DropIndex
DROP INDEX "erasures_userId_idx";

-- DropIndex
DROP INDEX "erasures_dueAt_idx";

-- DropIndex
DROP INDEX "audit_entries_createdAt_idx";

-- DropIndex
DROP INDEX "audit_entries_actorId_createdAt_idx";

-- DropIndex
DROP INDEX "audit_entries_targetType_targetId_createdAt_idx";

-- DropIndex
DROP INDEX "audit_entries_action_createdAt_idx";

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "email_changes";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "api_tokens";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "totp_secrets";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "recovery_codes";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "passkeys";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "auth_challenges";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "clerk_users";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "received_webhooks";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "consents";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "data_exports";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "erasures";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "audit_entries";
PRAGMA foreign_keys=on;

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_users" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "prenom" TEXT NOT NULL DEFAULT '',
    "nom" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL,
    "password" TEXT,
    "role" TEXT NOT NULL DEFAULT 'USER' CONSTRAINT "users_role_check" CHECK ("role" IN ('USER', 'CORRECTOR', 'MENTOR', 'ADMIN')),
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "avatar" TEXT,
    "telephone" TEXT,
    "adresse" TEXT,
    "bio" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "emailVerifiedAt" DATETIME,
    "storageQuota" BIGINT
);
INSERT INTO "new_users" ("adresse", "avatar", "bio", "createdAt", "email", "emailVerifiedAt", "id", "isActive", "nom", "password", "prenom", "role", "storageQuota", "telephone", "updatedAt") SELECT "adresse", "avatar", "bio", "createdAt", "email", "emailVerifiedAt", "id", "isActive", "nom", "password", "prenom", "role", "storageQuota", "telephone", "updatedAt" FROM "users";
DROP TABLE "users";
ALTER TABLE "new_users" RENAME TO "users";
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");
CREATE INDEX "users_email_idx" ON "users"("email");
CREATE INDEX "users_role_idx" ON "users"("role");
CREATE INDEX "users_isActive_idx" ON "users"("isActive");
CREATE TABLE "new_user_preferences" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "langue" TEXT NOT NULL DEFAULT 'fr',
    "timezone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "notifications" JSONB NOT NULL DEFAULT '{}',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "user_preferences_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_user_preferences" ("createdAt", "id", "langue", "notifications", "timezone", "updatedAt", "userId") SELECT "createdAt", "id", "langue", "notifications", "timezone", "updatedAt", "userId" FROM "user_preferences";
DROP TABLE "user_preferences";
ALTER TABLE "new_user_preferences" RENAME TO "user_preferences";
CREATE UNIQUE INDEX "user_preferences_userId_key" ON "user_preferences"("userId");
CREATE TABLE "new_user_sessions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "token_id" TEXT,
    "device" TEXT,
    "userAgent" TEXT,
    "ip" TEXT,
    "expiresAt" DATETIME NOT NULL,
    "lastUsedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "user_sessions_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_user_sessions" ("createdAt", "device", "expiresAt", "id", "ip", "lastUsedAt", "revokedAt", "token", "token_id", "updatedAt", "userAgent", "userId") SELECT "createdAt", "device", "expiresAt", "id", "ip", "lastUsedAt", "revokedAt", "token", "token_id", "updatedAt", "userAgent", "userId" FROM "user_sessions";
DROP TABLE "user_sessions";
ALTER TABLE "new_user_sessions" RENAME TO "user_sessions";
CREATE UNIQUE INDEX "user_sessions_token_key" ON "user_sessions"("token");
CREATE INDEX "user_sessions_userId_idx" ON "user_sessions"("userId");
CREATE INDEX "user_sessions_token_id_idx" ON "user_sessions"("token_id");
CREATE INDEX "user_sessions_expiresAt_idx" ON "user_sessions"("expiresAt");
CREATE TABLE "new_identities" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "identities_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_identities" ("createdAt", "id", "provider", "subject", "updatedAt", "userId") SELECT "createdAt", "id", "provider", "subject", "updatedAt", "userId" FROM "identities";
DROP TABLE "identities";
ALTER TABLE "new_identities" RENAME TO "identities";
CREATE INDEX "identities_userId_idx" ON "identities"("userId");
CREATE UNIQUE INDEX "identities_provider_subject_key" ON "identities"("provider", "subject");
CREATE TABLE "new_verification_tokens" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL CONSTRAINT "verification_tokens_purpose_check" CHECK ("purpose" IN ('EMAIL_CONFIRMATION', 'PASSWORD_RESET', 'INVITATION')),
    "token" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "verification_tokens_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_verification_tokens" ("createdAt", "expiresAt", "id", "purpose", "token", "usedAt", "userId") SELECT "createdAt", "expiresAt", "id", "purpose", "token", "usedAt", "userId" FROM "verification_tokens";
DROP TABLE "verification_tokens";
ALTER TABLE "new_verification_tokens" RENAME TO "verification_tokens";
CREATE UNIQUE INDEX "verification_tokens_token_key" ON "verification_tokens"("token");
CREATE INDEX "verification_tokens_userId_idx" ON "verification_tokens"("userId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
