-- CreateTable
CREATE TABLE `maintenance` (
    `id` VARCHAR(20) NOT NULL,
    `message` TEXT NULL,
    `retryAfterSeconds` INTEGER NOT NULL,
    `secretSalt` VARCHAR(64) NULL,
    `passHash` VARCHAR(64) NULL,
    `startedAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
