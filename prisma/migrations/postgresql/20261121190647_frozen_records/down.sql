-- Triggers
DROP TRIGGER "invoices_frozen_truncate" ON "invoices";
DROP TRIGGER "invoices_frozen_delete" ON "invoices";
DROP TRIGGER "invoices_frozen_update" ON "invoices";
DROP FUNCTION invoices_refuse();

-- WARNING: table studio_unlocks is dropped with all its rows

-- DropForeignKey
ALTER TABLE "studio_unlocks" DROP CONSTRAINT "studio_unlocks_sessionId_fkey";

-- DropTable
DROP TABLE "studio_unlocks";
