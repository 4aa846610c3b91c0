-- CreateTable
CREATE TABLE `operation_runs` (
    `id` VARCHAR(191) NOT NULL,
    `kind` ENUM('BACKUP', 'VERIFICATION', 'REHEARSAL', 'RESTORE', 'MIGRATION', 'OPTIMIZATION', 'DIAGNOSIS', 'DEPLOYMENT') NOT NULL,
    `status` ENUM('RUNNING', 'SUCCEEDED', 'FAILED') NOT NULL DEFAULT 'RUNNING',
    `startedAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `finishedAt` DATETIME(3) NULL,
    `heartbeatAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `progress` INTEGER NULL,
    `step` VARCHAR(191) NULL,
    `actorId` VARCHAR(191) NULL,
    `origin` VARCHAR(20) NOT NULL,
    `process` VARCHAR(191) NOT NULL,
    `version` VARCHAR(50) NOT NULL,
    `details` JSON NOT NULL DEFAULT ('{}'),
    `error` TEXT NULL,
    INDEX `operation_runs_kind_startedAt_idx`(`kind`, `startedAt`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `process_measurements` (
    `id` VARCHAR(191) NOT NULL,
    `measuredAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `process` VARCHAR(191) NOT NULL,
    `cpuPermille` INTEGER NOT NULL,
    `memoryKib` INTEGER NOT NULL,
    `eventLoopDelayMicros` INTEGER NOT NULL,
    `requests` INTEGER NOT NULL,
    `serverErrors` INTEGER NOT NULL,
    `databaseConnections` INTEGER NOT NULL,
    `databaseKib` INTEGER NULL,
    INDEX `process_measurements_measuredAt_idx`(`measuredAt`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
