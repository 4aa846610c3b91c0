-- AlterTable
ALTER TABLE `messages`
    DROP INDEX `messages_commandeId_createdAt_id_idx`,
    ADD INDEX `messages_commandeId_idx`(`commandeId`, `createdAt`);
