-- CreateTable
CREATE TABLE "studio_unlocks" (
    "sessionId" TEXT NOT NULL,
    "unlockedUntil" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "studio_unlocks_pkey" PRIMARY KEY ("sessionId")
);

-- AddForeignKey
ALTER TABLE "studio_unlocks" ADD CONSTRAINT "studio_unlocks_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "user_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An invoice that is issued stays as it is (CGI, annexe II, art. 242 nonies A): everything but status, paidAt and updatedAt.
-- Columns that come later are frozen with the others.
CREATE FUNCTION invoices_refuse() RETURNS trigger LANGUAGE plpgsql AS
    E'BEGIN RAISE EXCEPTION \'invoices is frozen once issued\'\x3B END';
CREATE TRIGGER "invoices_frozen_update" BEFORE UPDATE ON "invoices" FOR EACH ROW
    WHEN (OLD."issuedAt" IS NOT NULL AND (to_jsonb(OLD) - '{status,paidAt,updatedAt}'::text[]) IS DISTINCT FROM (to_jsonb(NEW) - '{status,paidAt,updatedAt}'::text[]))
    EXECUTE FUNCTION invoices_refuse();
CREATE TRIGGER "invoices_frozen_delete" BEFORE DELETE ON "invoices" FOR EACH ROW
    WHEN (OLD."issuedAt" IS NOT NULL) EXECUTE FUNCTION invoices_refuse();
CREATE TRIGGER "invoices_frozen_truncate" BEFORE TRUNCATE ON "invoices" FOR EACH STATEMENT EXECUTE FUNCTION invoices_refuse();
