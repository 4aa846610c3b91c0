-- Triggers
DROP TRIGGER `invoices_frozen_delete`;
DROP TRIGGER `invoices_frozen_update`;

-- WARNING: table studio_unlocks is dropped with all its rows

-- DropForeignKey
ALTER TABLE `studio_unlocks` DROP FOREIGN KEY `studio_unlocks_sessionId_fkey`;

-- DropTable
DROP TABLE `studio_unlocks`;
