-- CreateTable
CREATE TABLE `studio_unlocks` (
    `sessionId` VARCHAR(191) NOT NULL,
    `unlockedUntil` DATETIME(3) NOT NULL,
    PRIMARY KEY (`sessionId`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- AddForeignKey
ALTER TABLE `studio_unlocks` ADD CONSTRAINT `studio_unlocks_sessionId_fkey` FOREIGN KEY (`sessionId`) REFERENCES `user_sessions`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- An invoice that is issued stays as it is (CGI, annexe II, art. 242 nonies A): everything but status, paidAt and updatedAt.
-- Byte by byte: the collation takes a letter and its capital for the same.
CREATE TRIGGER `invoices_frozen_update` BEFORE UPDATE ON `invoices` FOR EACH ROW
    IF OLD.`issuedAt` IS NOT NULL AND NOT (
        (CAST(OLD.`id` AS BINARY), CAST(OLD.`commandeId` AS BINARY), CAST(OLD.`number` AS BINARY), CAST(OLD.`amount` AS BINARY), CAST(OLD.`taxAmount` AS BINARY), CAST(OLD.`pdfUrl` AS BINARY), CAST(OLD.`issuedAt` AS BINARY), CAST(OLD.`dueAt` AS BINARY), CAST(OLD.`createdAt` AS BINARY))
        <=> (CAST(NEW.`id` AS BINARY), CAST(NEW.`commandeId` AS BINARY), CAST(NEW.`number` AS BINARY), CAST(NEW.`amount` AS BINARY), CAST(NEW.`taxAmount` AS BINARY), CAST(NEW.`pdfUrl` AS BINARY), CAST(NEW.`issuedAt` AS BINARY), CAST(NEW.`dueAt` AS BINARY), CAST(NEW.`createdAt` AS BINARY))
    ) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'invoices is frozen once issued';
    END IF;
CREATE TRIGGER `invoices_frozen_delete` BEFORE DELETE ON `invoices` FOR EACH ROW
    IF OLD.`issuedAt` IS NOT NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'invoices is frozen once issued';
    END IF;
