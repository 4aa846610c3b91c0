-- The new one first: conversations are read meanwhile.
-- CreateIndex
CREATE INDEX "messages_commandeId_createdAt_id_idx" ON "messages"("commandeId", "createdAt", "id");

-- DropIndex
DROP INDEX "messages_commandeId_idx";
