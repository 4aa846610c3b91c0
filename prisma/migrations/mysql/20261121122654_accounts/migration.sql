-- AlterTable
ALTER TABLE `users`
    ADD COLUMN `deactivatedAt` DATETIME(3) NULL,
    ADD COLUMN `deactivationReason` VARCHAR(500) NULL,
    ADD COLUMN `erasedAt` DATETIME(3) NULL,
    ADD COLUMN `onboardedAt` DATETIME(3) NULL,
    ADD COLUMN `wantsRole` ENUM('USER', 'CORRECTOR', 'MENTOR', 'ADMIN') NULL,
    ADD COLUMN `passwordChangedAt` DATETIME(3) NULL,
    ADD COLUMN `avatarSha256` CHAR(64) NULL,
    ADD INDEX `users_avatarSha256_idx`(`avatarSha256`);

-- AlterTable
ALTER TABLE `user_preferences`
    ADD COLUMN `quietHoursStart` VARCHAR(5) NULL,
    ADD COLUMN `quietHoursEnd` VARCHAR(5) NULL;

-- AlterTable
ALTER TABLE `user_sessions`
    ADD COLUMN `previousToken` VARCHAR(64) NULL,
    ADD COLUMN `rotatedAt` DATETIME(3) NULL,
    ADD COLUMN `authenticatedAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    ADD COLUMN `secondFactorAt` DATETIME(3) NULL,
    ADD COLUMN `impersonatorId` VARCHAR(191) NULL,
    ADD COLUMN `timezone` VARCHAR(64) NULL,
    ADD UNIQUE INDEX `user_sessions_previousToken_key`(`previousToken`),
    ADD INDEX `user_sessions_impersonatorId_idx`(`impersonatorId`);

-- AlterTable
ALTER TABLE `identities`
    MODIFY `subject` VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    ADD COLUMN `email` VARCHAR(255) NULL,
    ADD COLUMN `lastUsedAt` DATETIME(3) NULL;

-- AlterTable
ALTER TABLE `verification_tokens`
    MODIFY `purpose` ENUM('EMAIL_CONFIRMATION', 'PASSWORD_RESET', 'INVITATION', 'EMAIL_CHANGE_FROM', 'EMAIL_CHANGE_TO', 'UNDO', 'ERASURE_CANCEL', 'DATA_EXPORT') NOT NULL,
    ADD COLUMN `data` JSON NOT NULL DEFAULT ('{}');

-- CreateTable
CREATE TABLE `email_changes` (
    `id` VARCHAR(191) NOT NULL,
    `userId` VARCHAR(191) NOT NULL,
    `newEmail` VARCHAR(255) NOT NULL,
    `fromConfirmedAt` DATETIME(3) NULL,
    `toConfirmedAt` DATETIME(3) NULL,
    `expiresAt` DATETIME(3) NOT NULL,
    `cancelledAt` DATETIME(3) NULL,
    `completedAt` DATETIME(3) NULL,
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    INDEX `email_changes_userId_idx`(`userId`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `api_tokens` (
    `id` VARCHAR(191) NOT NULL,
    `userId` VARCHAR(191) NOT NULL,
    `name` VARCHAR(100) NOT NULL,
    `prefix` VARCHAR(20) NOT NULL,
    `token` VARCHAR(64) NOT NULL,
    `scopes` JSON NOT NULL DEFAULT ('[]'),
    `expiresAt` DATETIME(3) NULL,
    `lastUsedAt` DATETIME(3) NULL,
    `revokedAt` DATETIME(3) NULL,
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updatedAt` DATETIME(3) NOT NULL,
    UNIQUE INDEX `api_tokens_token_key`(`token`),
    INDEX `api_tokens_userId_idx`(`userId`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `totp_secrets` (
    `userId` VARCHAR(191) NOT NULL,
    `secret` VARCHAR(500) NOT NULL,
    `confirmedAt` DATETIME(3) NULL,
    `lastStep` BIGINT NULL,
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updatedAt` DATETIME(3) NOT NULL,
    PRIMARY KEY (`userId`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `recovery_codes` (
    `id` VARCHAR(191) NOT NULL,
    `userId` VARCHAR(191) NOT NULL,
    `code` VARCHAR(64) NOT NULL,
    `usedAt` DATETIME(3) NULL,
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    UNIQUE INDEX `recovery_codes_userId_code_key`(`userId`, `code`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `passkeys` (
    `id` VARCHAR(191) NOT NULL,
    `userId` VARCHAR(191) NOT NULL,
    `credentialId` VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `publicKey` TEXT NOT NULL,
    `counter` BIGINT NOT NULL,
    `transports` JSON NOT NULL DEFAULT ('[]'),
    `name` VARCHAR(100) NOT NULL,
    `aaguid` VARCHAR(36) NULL,
    `backedUp` BOOLEAN NOT NULL,
    `lastUsedAt` DATETIME(3) NULL,
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    UNIQUE INDEX `passkeys_credentialId_key`(`credentialId`),
    INDEX `passkeys_userId_idx`(`userId`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `auth_challenges` (
    `id` VARCHAR(191) NOT NULL,
    `userId` VARCHAR(191) NULL,
    `purpose` ENUM('SECOND_FACTOR', 'PASSKEY_REGISTRATION', 'PASSKEY_AUTHENTICATION', 'OIDC') NOT NULL,
    `token` VARCHAR(64) NOT NULL,
    `data` JSON NOT NULL DEFAULT ('{}'),
    `attempts` INTEGER NOT NULL DEFAULT 0,
    `expiresAt` DATETIME(3) NOT NULL,
    `usedAt` DATETIME(3) NULL,
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    UNIQUE INDEX `auth_challenges_token_key`(`token`),
    INDEX `auth_challenges_userId_idx`(`userId`),
    INDEX `auth_challenges_expiresAt_idx`(`expiresAt`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `clerk_users` (
    `id` VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `userId` VARCHAR(191) NULL,
    `state` ENUM('LINKED', 'WAITING', 'DELETED') NOT NULL,
    `email` VARCHAR(255) NULL,
    `emailVerified` BOOLEAN NOT NULL DEFAULT false,
    `prenom` VARCHAR(100) NOT NULL DEFAULT '',
    `nom` VARCHAR(100) NOT NULL DEFAULT '',
    `imageUrl` VARCHAR(500) NULL,
    `version` BIGINT NOT NULL,
    `reason` VARCHAR(100) NULL,
    `deletedAt` DATETIME(3) NULL,
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updatedAt` DATETIME(3) NOT NULL,
    INDEX `clerk_users_userId_idx`(`userId`),
    INDEX `clerk_users_state_idx`(`state`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `received_webhooks` (
    `id` VARCHAR(191) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `provider` VARCHAR(50) NOT NULL,
    `payload` JSON NOT NULL,
    `receivedAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `processedAt` DATETIME(3) NULL,
    `error` TEXT NULL,
    INDEX `received_webhooks_provider_receivedAt_idx`(`provider`, `receivedAt`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `consents` (
    `id` VARCHAR(191) NOT NULL,
    `userId` VARCHAR(191) NOT NULL,
    `kind` VARCHAR(50) NOT NULL,
    `version` VARCHAR(50) NOT NULL,
    `grantedAt` DATETIME(3) NOT NULL,
    `withdrawnAt` DATETIME(3) NULL,
    `ip` VARCHAR(45) NULL,
    `userAgent` VARCHAR(500) NULL,
    INDEX `consents_userId_idx`(`userId`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `data_exports` (
    `id` VARCHAR(191) NOT NULL,
    `userId` VARCHAR(191) NOT NULL,
    `state` ENUM('REQUESTED', 'READY', 'FAILED', 'EXPIRED') NOT NULL DEFAULT 'REQUESTED',
    `storedName` VARCHAR(255) NULL,
    `sha256` CHAR(64) NULL,
    `size` BIGINT NULL,
    `error` TEXT NULL,
    `expiresAt` DATETIME(3) NULL,
    `readyAt` DATETIME(3) NULL,
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    INDEX `data_exports_userId_idx`(`userId`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `erasures` (
    `id` VARCHAR(191) NOT NULL,
    `userId` VARCHAR(191) NOT NULL,
    `requestedById` VARCHAR(191) NULL,
    `dueAt` DATETIME(3) NOT NULL,
    `cancelledAt` DATETIME(3) NULL,
    `doneAt` DATETIME(3) NULL,
    `report` JSON NOT NULL DEFAULT ('{}'),
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    INDEX `erasures_userId_idx`(`userId`),
    INDEX `erasures_dueAt_idx`(`dueAt`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `audit_entries` (
    `id` VARCHAR(191) NOT NULL,
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `actorId` VARCHAR(191) NULL,
    `impersonatorId` VARCHAR(191) NULL,
    `sessionId` VARCHAR(191) NULL,
    `action` VARCHAR(100) NOT NULL,
    `targetType` VARCHAR(50) NULL,
    `targetId` VARCHAR(191) NULL,
    `ip` VARCHAR(45) NULL,
    `userAgent` VARCHAR(500) NULL,
    `data` JSON NOT NULL DEFAULT ('{}'),
    INDEX `audit_entries_createdAt_idx`(`createdAt`),
    INDEX `audit_entries_actorId_createdAt_idx`(`actorId`, `createdAt`),
    INDEX `audit_entries_targetType_targetId_createdAt_idx`(`targetType`, `targetId`, `createdAt`),
    INDEX `audit_entries_action_createdAt_idx`(`action`, `createdAt`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- AddForeignKey
ALTER TABLE `users` ADD CONSTRAINT `users_avatarSha256_fkey` FOREIGN KEY (`avatarSha256`) REFERENCES `blobs`(`sha256`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `user_sessions` ADD CONSTRAINT `user_sessions_impersonatorId_fkey` FOREIGN KEY (`impersonatorId`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `email_changes` ADD CONSTRAINT `email_changes_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `api_tokens` ADD CONSTRAINT `api_tokens_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `totp_secrets` ADD CONSTRAINT `totp_secrets_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `recovery_codes` ADD CONSTRAINT `recovery_codes_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `passkeys` ADD CONSTRAINT `passkeys_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `auth_challenges` ADD CONSTRAINT `auth_challenges_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `clerk_users` ADD CONSTRAINT `clerk_users_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `users`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `consents` ADD CONSTRAINT `consents_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `data_exports` ADD CONSTRAINT `data_exports_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- Sessions that are open were proved when they were opened, whoever has an account needs no first questions, and whoever
-- is deactivated has been since the last change of their row.
UPDATE `user_sessions` SET `authenticatedAt` = `createdAt`;
UPDATE `users` SET `onboardedAt` = `createdAt`;
UPDATE `users` SET `deactivatedAt` = `updatedAt` WHERE `isActive` = 0;

-- The audit log takes new rows only. One statement a trigger, without BEGIN and END: a semicolon ends it.
CREATE TRIGGER `audit_entries_no_update` BEFORE UPDATE ON `audit_entries` FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_entries is append-only';
CREATE TRIGGER `audit_entries_no_delete` BEFORE DELETE ON `audit_entries` FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_entries is append-only';
