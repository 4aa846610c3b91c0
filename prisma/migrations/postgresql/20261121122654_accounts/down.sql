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

-- AlterEnum
CREATE TYPE "VerificationPurpose_new" AS ENUM ('EMAIL_CONFIRMATION', 'PASSWORD_RESET', 'INVITATION');
ALTER TABLE "verification_tokens" ALTER COLUMN "purpose" TYPE "VerificationPurpose_new" USING ("purpose"::text::"VerificationPurpose_new");
ALTER TYPE "VerificationPurpose" RENAME TO "VerificationPurpose_old";
ALTER TYPE "VerificationPurpose_new" RENAME TO "VerificationPurpose";
DROP TYPE "VerificationPurpose_old";

-- DropForeignKey
ALTER TABLE "users" DROP CONSTRAINT "users_avatarSha256_fkey";

-- DropForeignKey
ALTER TABLE "user_sessions" DROP CONSTRAINT "user_sessions_impersonatorId_fkey";

-- DropForeignKey
ALTER TABLE "email_changes" DROP CONSTRAINT "email_changes_userId_fkey";

-- DropForeignKey
ALTER TABLE "api_tokens" DROP CONSTRAINT "api_tokens_userId_fkey";

-- DropForeignKey
ALTER TABLE "totp_secrets" DROP CONSTRAINT "totp_secrets_userId_fkey";

-- DropForeignKey
ALTER TABLE "recovery_codes" DROP CONSTRAINT "recovery_codes_userId_fkey";

-- DropForeignKey
ALTER TABLE "passkeys" DROP CONSTRAINT "passkeys_userId_fkey";

-- DropForeignKey
ALTER TABLE "auth_challenges" DROP CONSTRAINT "auth_challenges_userId_fkey";

-- DropForeignKey
ALTER TABLE "clerk_users" DROP CONSTRAINT "clerk_users_userId_fkey";

-- DropForeignKey
ALTER TABLE "consents" DROP CONSTRAINT "consents_userId_fkey";

-- DropForeignKey
ALTER TABLE "data_exports" DROP CONSTRAINT "data_exports_userId_fkey";

-- DropIndex
DROP INDEX "users_avatarSha256_idx";

-- DropIndex
DROP INDEX "user_sessions_previousToken_key";

-- DropIndex
DROP INDEX "user_sessions_impersonatorId_idx";

-- AlterTable
ALTER TABLE "users" DROP COLUMN "avatarSha256",
DROP COLUMN "deactivatedAt",
DROP COLUMN "deactivationReason",
DROP COLUMN "erasedAt",
DROP COLUMN "onboardedAt",
DROP COLUMN "passwordChangedAt",
DROP COLUMN "wantsRole";

-- AlterTable
ALTER TABLE "user_preferences" DROP COLUMN "quietHoursEnd",
DROP COLUMN "quietHoursStart";

-- AlterTable
ALTER TABLE "user_sessions" DROP COLUMN "authenticatedAt",
DROP COLUMN "impersonatorId",
DROP COLUMN "previousToken",
DROP COLUMN "rotatedAt",
DROP COLUMN "secondFactorAt",
DROP COLUMN "timezone";

-- AlterTable
ALTER TABLE "identities" DROP COLUMN "email",
DROP COLUMN "lastUsedAt";

-- AlterTable
ALTER TABLE "verification_tokens" DROP COLUMN "data";

-- DropTable
DROP TABLE "email_changes";

-- DropTable
DROP TABLE "api_tokens";

-- DropTable
DROP TABLE "totp_secrets";

-- DropTable
DROP TABLE "recovery_codes";

-- DropTable
DROP TABLE "passkeys";

-- DropTable
DROP TABLE "auth_challenges";

-- DropTable
DROP TABLE "clerk_users";

-- DropTable
DROP TABLE "received_webhooks";

-- DropTable
DROP TABLE "consents";

-- DropTable
DROP TABLE "data_exports";

-- DropTable
DROP TABLE "erasures";

-- DropTable
DROP TABLE "audit_entries";

-- DropEnum
DROP TYPE "AuthChallengePurpose";

-- DropEnum
DROP TYPE "ClerkUserState";

-- DropEnum
DROP TYPE "DataExportState";

-- DropFunction
DROP FUNCTION audit_entries_refuse();
