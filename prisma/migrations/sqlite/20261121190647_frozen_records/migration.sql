-- CreateTable
CREATE TABLE "studio_unlocks" (
    "sessionId" TEXT NOT NULL PRIMARY KEY,
    "unlockedUntil" DATETIME NOT NULL,
    CONSTRAINT "studio_unlocks_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "user_sessions" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- An invoice that is issued stays as it is (CGI, annexe II, art. 242 nonies A): everything but status, paidAt and updatedAt.
CREATE TRIGGER "invoices_frozen_update" BEFORE UPDATE ON "invoices"
WHEN OLD."issuedAt" IS NOT NULL AND (
    NEW."id" IS NOT OLD."id"
    OR NEW."commandeId" IS NOT OLD."commandeId"
    OR NEW."number" IS NOT OLD."number"
    OR NEW."amount" IS NOT OLD."amount"
    OR NEW."taxAmount" IS NOT OLD."taxAmount"
    OR NEW."pdfUrl" IS NOT OLD."pdfUrl"
    OR NEW."issuedAt" IS NOT OLD."issuedAt"
    OR NEW."dueAt" IS NOT OLD."dueAt"
    OR NEW."createdAt" IS NOT OLD."createdAt"
) BEGIN
    SELECT RAISE(ABORT, 'invoices is frozen once issued');
END;
CREATE TRIGGER "invoices_frozen_delete" BEFORE DELETE ON "invoices" WHEN OLD."issuedAt" IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'invoices is frozen once issued');
END;

-- REPLACE deletes the row in its way without a word to the triggers above (sqlite.org/lang_conflict.html).
CREATE TRIGGER "invoices_frozen_replace" BEFORE INSERT ON "invoices"
WHEN EXISTS (SELECT 1 FROM "invoices" WHERE "issuedAt" IS NOT NULL AND ("id" = NEW."id" OR "number" = NEW."number")) BEGIN
    SELECT RAISE(ABORT, 'invoices is frozen once issued');
END;
CREATE TRIGGER "invoices_frozen_displace" BEFORE UPDATE OF "id", "number" ON "invoices"
WHEN EXISTS (
    SELECT 1 FROM "invoices"
    WHERE "issuedAt" IS NOT NULL AND ("id" = NEW."id" OR "number" = NEW."number") AND "id" <> OLD."id"
) BEGIN
    SELECT RAISE(ABORT, 'invoices is frozen once issued');
END;
CREATE TRIGGER "audit_entries_no_replace" BEFORE INSERT ON "audit_entries"
WHEN EXISTS (SELECT 1 FROM "audit_entries" WHERE "id" = NEW."id") BEGIN
    SELECT RAISE(ABORT, 'audit_entries is append-only');
END;
