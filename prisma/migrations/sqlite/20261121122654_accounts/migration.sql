-- AlterTable
ALTER TABLE "user_preferences" ADD COLUMN "quietHoursEnd" TEXT;
ALTER TABLE "user_preferences" ADD COLUMN "quietHoursStart" TEXT;

-- AlterTable
ALTER TABLE "identities" ADD COLUMN "email" TEXT;
ALTER TABLE "identities" ADD COLUMN "lastUsedAt" DATETIME;

-- CreateTable
CREATE TABLE "email_changes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "newEmail" TEXT NOT NULL,
    "fromConfirmedAt" DATETIME,
    "toConfirmedAt" DATETIME,
    "expiresAt" DATETIME NOT NULL,
    "cancelledAt" DATETIME,
    "completedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "email_changes_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "scopes" JSONB NOT NULL DEFAULT '[]',
    "expiresAt" DATETIME,
    "lastUsedAt" DATETIME,
    "revokedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "api_tokens_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "totp_secrets" (
    "userId" TEXT NOT NULL PRIMARY KEY,
    "secret" TEXT NOT NULL,
    "confirmedAt" DATETIME,
    "lastStep" BIGINT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "totp_secrets_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "usedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "recovery_codes_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "passkeys" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" JSONB NOT NULL DEFAULT '[]',
    "name" TEXT NOT NULL,
    "aaguid" TEXT,
    "backedUp" BOOLEAN NOT NULL,
    "lastUsedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "passkeys_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "auth_challenges" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT,
    "purpose" TEXT NOT NULL CONSTRAINT "auth_challenges_purpose_check" CHECK ("purpose" IN ('SECOND_FACTOR', 'PASSKEY_REGISTRATION', 'PASSKEY_AUTHENTICATION', 'OIDC')),
    "token" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "auth_challenges_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "clerk_users" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT,
    "state" TEXT NOT NULL CONSTRAINT "clerk_users_state_check" CHECK ("state" IN ('LINKED', 'WAITING', 'DELETED')),
    "email" TEXT,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "prenom" TEXT NOT NULL DEFAULT '',
    "nom" TEXT NOT NULL DEFAULT '',
    "imageUrl" TEXT,
    "version" BIGINT NOT NULL,
    "reason" TEXT,
    "deletedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "clerk_users_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "received_webhooks" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "provider" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "receivedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processedAt" DATETIME,
    "error" TEXT
);

-- CreateTable
CREATE TABLE "consents" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "grantedAt" DATETIME NOT NULL,
    "withdrawnAt" DATETIME,
    "ip" TEXT,
    "userAgent" TEXT,
    CONSTRAINT "consents_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "data_exports" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'REQUESTED' CONSTRAINT "data_exports_state_check" CHECK ("state" IN ('REQUESTED', 'READY', 'FAILED', 'EXPIRED')),
    "storedName" TEXT,
    "sha256" TEXT,
    "size" BIGINT,
    "error" TEXT,
    "expiresAt" DATETIME,
    "readyAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "data_exports_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "erasures" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "requestedById" TEXT,
    "dueAt" DATETIME NOT NULL,
    "cancelledAt" DATETIME,
    "doneAt" DATETIME,
    "report" JSONB NOT NULL DEFAULT '{}',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" TEXT,
    "impersonatorId" TEXT,
    "sessionId" TEXT,
    "action" TEXT NOT NULL,
    "targetType" TEXT,
    "targetId" TEXT,
    "ip" TEXT,
    "userAgent" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}'
);

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
    "storageQuota" BIGINT,
    "deactivatedAt" DATETIME,
    "deactivationReason" TEXT,
    "erasedAt" DATETIME,
    "onboardedAt" DATETIME,
    "wantsRole" TEXT CONSTRAINT "users_wantsRole_check" CHECK ("wantsRole" IN ('USER', 'CORRECTOR', 'MENTOR', 'ADMIN')),
    "passwordChangedAt" DATETIME,
    "avatarSha256" TEXT,
    CONSTRAINT "users_avatarSha256_fkey" FOREIGN KEY ("avatarSha256") REFERENCES "blobs" ("sha256") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_users" ("adresse", "avatar", "bio", "createdAt", "email", "emailVerifiedAt", "id", "isActive", "nom", "password", "prenom", "role", "storageQuota", "telephone", "updatedAt") SELECT "adresse", "avatar", "bio", "createdAt", "email", "emailVerifiedAt", "id", "isActive", "nom", "password", "prenom", "role", "storageQuota", "telephone", "updatedAt" FROM "users";
DROP TABLE "users";
ALTER TABLE "new_users" RENAME TO "users";
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");
CREATE INDEX "users_email_idx" ON "users"("email");
CREATE INDEX "users_role_idx" ON "users"("role");
CREATE INDEX "users_isActive_idx" ON "users"("isActive");
CREATE INDEX "users_avatarSha256_idx" ON "users"("avatarSha256");
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
    "previousToken" TEXT,
    "rotatedAt" DATETIME,
    "authenticatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "secondFactorAt" DATETIME,
    "impersonatorId" TEXT,
    "timezone" TEXT,
    CONSTRAINT "user_sessions_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "user_sessions_impersonatorId_fkey" FOREIGN KEY ("impersonatorId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_user_sessions" ("createdAt", "device", "expiresAt", "id", "ip", "lastUsedAt", "revokedAt", "token", "token_id", "updatedAt", "userAgent", "userId") SELECT "createdAt", "device", "expiresAt", "id", "ip", "lastUsedAt", "revokedAt", "token", "token_id", "updatedAt", "userAgent", "userId" FROM "user_sessions";
DROP TABLE "user_sessions";
ALTER TABLE "new_user_sessions" RENAME TO "user_sessions";
CREATE UNIQUE INDEX "user_sessions_token_key" ON "user_sessions"("token");
CREATE UNIQUE INDEX "user_sessions_previousToken_key" ON "user_sessions"("previousToken");
CREATE INDEX "user_sessions_userId_idx" ON "user_sessions"("userId");
CREATE INDEX "user_sessions_impersonatorId_idx" ON "user_sessions"("impersonatorId");
CREATE INDEX "user_sessions_token_id_idx" ON "user_sessions"("token_id");
CREATE INDEX "user_sessions_expiresAt_idx" ON "user_sessions"("expiresAt");
CREATE TABLE "new_verification_tokens" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL CONSTRAINT "verification_tokens_purpose_check" CHECK ("purpose" IN ('EMAIL_CONFIRMATION', 'PASSWORD_RESET', 'INVITATION', 'EMAIL_CHANGE_FROM', 'EMAIL_CHANGE_TO', 'UNDO', 'ERASURE_CANCEL', 'DATA_EXPORT')),
    "token" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "data" JSONB NOT NULL DEFAULT '{}',
    CONSTRAINT "verification_tokens_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_verification_tokens" ("createdAt", "expiresAt", "id", "purpose", "token", "usedAt", "userId") SELECT "createdAt", "expiresAt", "id", "purpose", "token", "usedAt", "userId" FROM "verification_tokens";
DROP TABLE "verification_tokens";
ALTER TABLE "new_verification_tokens" RENAME TO "verification_tokens";
CREATE UNIQUE INDEX "verification_tokens_token_key" ON "verification_tokens"("token");
CREATE INDEX "verification_tokens_userId_idx" ON "verification_tokens"("userId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "email_changes_userId_idx" ON "email_changes"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_key" ON "api_tokens"("token");

-- CreateIndex
CREATE INDEX "api_tokens_userId_idx" ON "api_tokens"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_codes_userId_code_key" ON "recovery_codes"("userId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "passkeys_credentialId_key" ON "passkeys"("credentialId");

-- CreateIndex
CREATE INDEX "passkeys_userId_idx" ON "passkeys"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "auth_challenges_token_key" ON "auth_challenges"("token");

-- CreateIndex
CREATE INDEX "auth_challenges_userId_idx" ON "auth_challenges"("userId");

-- CreateIndex
CREATE INDEX "auth_challenges_expiresAt_idx" ON "auth_challenges"("expiresAt");

-- CreateIndex
CREATE INDEX "clerk_users_userId_idx" ON "clerk_users"("userId");

-- CreateIndex
CREATE INDEX "clerk_users_state_idx" ON "clerk_users"("state");

-- CreateIndex
CREATE INDEX "received_webhooks_provider_receivedAt_idx" ON "received_webhooks"("provider", "receivedAt");

-- CreateIndex
CREATE INDEX "consents_userId_idx" ON "consents"("userId");

-- CreateIndex
CREATE INDEX "data_exports_userId_idx" ON "data_exports"("userId");

-- CreateIndex
CREATE INDEX "erasures_userId_idx" ON "erasures"("userId");

-- CreateIndex
CREATE INDEX "erasures_dueAt_idx" ON "erasures"("dueAt");

-- CreateIndex
CREATE INDEX "audit_entries_createdAt_idx" ON "audit_entries"("createdAt");

-- CreateIndex
CREATE INDEX "audit_entries_actorId_createdAt_idx" ON "audit_entries"("actorId", "createdAt");

-- CreateIndex
CREATE INDEX "audit_entries_targetType_targetId_createdAt_idx" ON "audit_entries"("targetType", "targetId", "createdAt");

-- CreateIndex
CREATE INDEX "audit_entries_action_createdAt_idx" ON "audit_entries"("action", "createdAt");

-- Sessions that are open were proved when they were opened, whoever has an account needs no first questions, and whoever
-- is deactivated has been since the last change of their row.
UPDATE "user_sessions" SET "authenticatedAt" = "createdAt";
UPDATE "users" SET "onboardedAt" = "createdAt";
UPDATE "users" SET "deactivatedAt" = "updatedAt" WHERE "isActive" = 0;

-- The audit log takes new rows only. A migration that makes the table anew must make these anew, too.
CREATE TRIGGER "audit_entries_no_update" BEFORE UPDATE ON "audit_entries" BEGIN
    SELECT RAISE(ABORT, 'audit_entries is append-only');
END;
CREATE TRIGGER "audit_entries_no_delete" BEFORE DELETE ON "audit_entries" BEGIN
    SELECT RAISE(ABORT, 'audit_entries is append-only');
END;
