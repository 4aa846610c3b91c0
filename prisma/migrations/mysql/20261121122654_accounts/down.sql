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
DELETE FROM `verification_tokens` WHERE `purpose` IN ('EMAIL_CHANGE_FROM', 'EMAIL_CHANGE_TO', 'UNDO', 'ERASURE_CANCEL', 'DATA_EXPORT');

-- DropForeignKey
ALTER TABLE `users` DROP FOREIGN KEY `users_avatarSha256_fkey`;

-- DropForeignKey
ALTER TABLE `user_sessions` DROP FOREIGN KEY `user_sessions_impersonatorId_fkey`;

-- DropForeignKey
ALTER TABLE `email_changes` DROP FOREIGN KEY `email_changes_userId_fkey`;

-- DropForeignKey
ALTER TABLE `api_tokens` DROP FOREIGN KEY `api_tokens_userId_fkey`;

-- DropForeignKey
ALTER TABLE `totp_secrets` DROP FOREIGN KEY `totp_secrets_userId_fkey`;

-- DropForeignKey
ALTER TABLE `recovery_codes` DROP FOREIGN KEY `recovery_codes_userId_fkey`;

-- DropForeignKey
ALTER TABLE `passkeys` DROP FOREIGN KEY `passkeys_userId_fkey`;

-- DropForeignKey
ALTER TABLE `auth_challenges` DROP FOREIGN KEY `auth_challenges_userId_fkey`;

-- DropForeignKey
ALTER TABLE `clerk_users` DROP FOREIGN KEY `clerk_users_userId_fkey`;

-- DropForeignKey
ALTER TABLE `consents` DROP FOREIGN KEY `consents_userId_fkey`;

-- DropForeignKey
ALTER TABLE `data_exports` DROP FOREIGN KEY `data_exports_userId_fkey`;

-- AlterTable
ALTER TABLE `users`
    DROP INDEX `users_avatarSha256_idx`,
    DROP COLUMN `deactivatedAt`,
    DROP COLUMN `deactivationReason`,
    DROP COLUMN `erasedAt`,
    DROP COLUMN `onboardedAt`,
    DROP COLUMN `wantsRole`,
    DROP COLUMN `passwordChangedAt`,
    DROP COLUMN `avatarSha256`;

-- AlterTable
ALTER TABLE `user_preferences`
    DROP COLUMN `quietHoursStart`,
    DROP COLUMN `quietHoursEnd`;

-- AlterTable
ALTER TABLE `user_sessions`
    DROP INDEX `user_sessions_previousToken_key`,
    DROP INDEX `user_sessions_impersonatorId_idx`,
    DROP COLUMN `previousToken`,
    DROP COLUMN `rotatedAt`,
    DROP COLUMN `authenticatedAt`,
    DROP COLUMN `secondFactorAt`,
    DROP COLUMN `impersonatorId`,
    DROP COLUMN `timezone`;

-- AlterTable
ALTER TABLE `identities`
    DROP COLUMN `email`,
    DROP COLUMN `lastUsedAt`,
    MODIFY `subject` VARCHAR(191) NOT NULL;

-- AlterTable
ALTER TABLE `verification_tokens`
    DROP COLUMN `data`,
    MODIFY `purpose` ENUM('EMAIL_CONFIRMATION', 'PASSWORD_RESET', 'INVITATION') NOT NULL;

-- DropTable
DROP TABLE `email_changes`;

-- DropTable
DROP TABLE `api_tokens`;

-- DropTable
DROP TABLE `totp_secrets`;

-- DropTable
DROP TABLE `recovery_codes`;

-- DropTable
DROP TABLE `passkeys`;

-- DropTable
DROP TABLE `auth_challenges`;

-- DropTable
DROP TABLE `clerk_users`;

-- DropTable
DROP TABLE `received_webhooks`;

-- DropTable
DROP TABLE `consents`;

-- DropTable
DROP TABLE `data_exports`;

-- DropTable
DROP TABLE `erasures`;

-- DropTable
DROP TABLE `audit_entries`;
