-- CreateEnum
CREATE TYPE "AuthChallengePurpose" AS ENUM ('SECOND_FACTOR', 'PASSKEY_REGISTRATION', 'PASSKEY_AUTHENTICATION', 'OIDC');

-- CreateEnum
CREATE TYPE "ClerkUserState" AS ENUM ('LINKED', 'WAITING', 'DELETED');

-- CreateEnum
CREATE TYPE "DataExportState" AS ENUM ('REQUESTED', 'READY', 'FAILED', 'EXPIRED');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "VerificationPurpose" ADD VALUE 'EMAIL_CHANGE_FROM';
ALTER TYPE "VerificationPurpose" ADD VALUE 'EMAIL_CHANGE_TO';
ALTER TYPE "VerificationPurpose" ADD VALUE 'UNDO';
ALTER TYPE "VerificationPurpose" ADD VALUE 'ERASURE_CANCEL';
ALTER TYPE "VerificationPurpose" ADD VALUE 'DATA_EXPORT';

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "avatarSha256" CHAR(64),
ADD COLUMN     "deactivatedAt" TIMESTAMP(3),
ADD COLUMN     "deactivationReason" VARCHAR(500),
ADD COLUMN     "erasedAt" TIMESTAMP(3),
ADD COLUMN     "onboardedAt" TIMESTAMP(3),
ADD COLUMN     "passwordChangedAt" TIMESTAMP(3),
ADD COLUMN     "wantsRole" "Role";

-- AlterTable
ALTER TABLE "user_preferences" ADD COLUMN     "quietHoursEnd" VARCHAR(5),
ADD COLUMN     "quietHoursStart" VARCHAR(5);

-- AlterTable
ALTER TABLE "user_sessions" ADD COLUMN     "authenticatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "impersonatorId" TEXT,
ADD COLUMN     "previousToken" VARCHAR(64),
ADD COLUMN     "rotatedAt" TIMESTAMP(3),
ADD COLUMN     "secondFactorAt" TIMESTAMP(3),
ADD COLUMN     "timezone" VARCHAR(64);

-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "email" VARCHAR(255),
ADD COLUMN     "lastUsedAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "verification_tokens" ADD COLUMN     "data" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "email_changes" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "newEmail" VARCHAR(255) NOT NULL,
    "fromConfirmedAt" TIMESTAMP(3),
    "toConfirmedAt" TIMESTAMP(3),
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "cancelledAt" TIMESTAMP(3),
    "completedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "prefix" VARCHAR(20) NOT NULL,
    "token" VARCHAR(64) NOT NULL,
    "scopes" JSONB NOT NULL DEFAULT '[]',
    "expiresAt" TIMESTAMP(3),
    "lastUsedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "totp_secrets" (
    "userId" TEXT NOT NULL,
    "secret" VARCHAR(500) NOT NULL,
    "confirmedAt" TIMESTAMP(3),
    "lastStep" BIGINT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "totp_secrets_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "code" VARCHAR(64) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkeys" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "credentialId" VARCHAR(512) NOT NULL,
    "publicKey" TEXT NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" JSONB NOT NULL DEFAULT '[]',
    "name" VARCHAR(100) NOT NULL,
    "aaguid" VARCHAR(36),
    "backedUp" BOOLEAN NOT NULL,
    "lastUsedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_challenges" (
    "id" TEXT NOT NULL,
    "userId" TEXT,
    "purpose" "AuthChallengePurpose" NOT NULL,
    "token" VARCHAR(64) NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "auth_challenges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clerk_users" (
    "id" VARCHAR(191) NOT NULL,
    "userId" TEXT,
    "state" "ClerkUserState" NOT NULL,
    "email" VARCHAR(255),
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "prenom" VARCHAR(100) NOT NULL DEFAULT '',
    "nom" VARCHAR(100) NOT NULL DEFAULT '',
    "imageUrl" VARCHAR(500),
    "version" BIGINT NOT NULL,
    "reason" VARCHAR(100),
    "deletedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "clerk_users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "received_webhooks" (
    "id" VARCHAR(191) NOT NULL,
    "provider" VARCHAR(50) NOT NULL,
    "payload" JSONB NOT NULL,
    "receivedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processedAt" TIMESTAMP(3),
    "error" TEXT,

    CONSTRAINT "received_webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consents" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" VARCHAR(50) NOT NULL,
    "version" VARCHAR(50) NOT NULL,
    "grantedAt" TIMESTAMP(3) NOT NULL,
    "withdrawnAt" TIMESTAMP(3),
    "ip" VARCHAR(45),
    "userAgent" VARCHAR(500),

    CONSTRAINT "consents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_exports" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "state" "DataExportState" NOT NULL DEFAULT 'REQUESTED',
    "storedName" VARCHAR(255),
    "sha256" CHAR(64),
    "size" BIGINT,
    "error" TEXT,
    "expiresAt" TIMESTAMP(3),
    "readyAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_exports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasures" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "requestedById" TEXT,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "cancelledAt" TIMESTAMP(3),
    "doneAt" TIMESTAMP(3),
    "report" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" TEXT,
    "impersonatorId" TEXT,
    "sessionId" TEXT,
    "action" VARCHAR(100) NOT NULL,
    "targetType" VARCHAR(50),
    "targetId" VARCHAR(191),
    "ip" VARCHAR(45),
    "userAgent" VARCHAR(500),
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

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

-- CreateIndex
CREATE INDEX "users_avatarSha256_idx" ON "users"("avatarSha256");

-- CreateIndex
CREATE UNIQUE INDEX "user_sessions_previousToken_key" ON "user_sessions"("previousToken");

-- CreateIndex
CREATE INDEX "user_sessions_impersonatorId_idx" ON "user_sessions"("impersonatorId");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_avatarSha256_fkey" FOREIGN KEY ("avatarSha256") REFERENCES "blobs"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_sessions" ADD CONSTRAINT "user_sessions_impersonatorId_fkey" FOREIGN KEY ("impersonatorId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_changes" ADD CONSTRAINT "email_changes_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_challenges" ADD CONSTRAINT "auth_challenges_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clerk_users" ADD CONSTRAINT "clerk_users_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_exports" ADD CONSTRAINT "data_exports_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Sessions that are open were proved when they were opened, whoever has an account needs no first questions, and whoever
-- is deactivated has been since the last change of their row.
UPDATE "user_sessions" SET "authenticatedAt" = "createdAt";
UPDATE "users" SET "onboardedAt" = "createdAt";
UPDATE "users" SET "deactivatedAt" = "updatedAt" WHERE NOT "isActive";

-- The audit log takes new rows only. The semicolon of the function is written \x3B, for tools that cut a script at each.
CREATE FUNCTION audit_entries_refuse() RETURNS trigger LANGUAGE plpgsql AS
    E'BEGIN RAISE EXCEPTION \'audit_entries is append-only\'\x3B END';
CREATE TRIGGER "audit_entries_no_update" BEFORE UPDATE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION audit_entries_refuse();
CREATE TRIGGER "audit_entries_no_delete" BEFORE DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION audit_entries_refuse();
CREATE TRIGGER "audit_entries_no_truncate" BEFORE TRUNCATE ON "audit_entries" FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_refuse();
