-- Triggers
DROP TRIGGER "audit_entries_no_replace";
DROP TRIGGER "invoices_frozen_displace";
DROP TRIGGER "invoices_frozen_replace";
DROP TRIGGER "invoices_frozen_delete";
DROP TRIGGER "invoices_frozen_update";

-- WARNING: table studio_unlocks is dropped with all its rows

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "studio_unlocks";
PRAGMA foreign_keys=on;
