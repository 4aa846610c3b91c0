-- The new one first: conversations are read meanwhile.
-- CreateIndex
CREATE INDEX "messages_commandeId_idx" ON "messages"("commandeId", "createdAt");

-- DropIndex
DROP INDEX "messages_commandeId_createdAt_id_idx";
