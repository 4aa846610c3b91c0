-- WARNING: table users is dropped with all its rows
-- WARNING: table user_preferences is dropped with all its rows
-- WARNING: table user_sessions is dropped with all its rows
-- WARNING: table identities is dropped with all its rows
-- WARNING: table verification_tokens is dropped with all its rows
-- WARNING: table login_attempts is dropped with all its rows
-- WARNING: table mentor_profiles is dropped with all its rows
-- WARNING: table commandes is dropped with all its rows
-- WARNING: table commande_historique is dropped with all its rows
-- WARNING: table files is dropped with all its rows
-- WARNING: table blobs is dropped with all its rows
-- WARNING: table file_versions is dropped with all its rows
-- WARNING: table uploads is dropped with all its rows
-- WARNING: table messages is dropped with all its rows
-- WARNING: table message_attachments is dropped with all its rows
-- WARNING: table conversation_reads is dropped with all its rows
-- WARNING: table support_requests is dropped with all its rows
-- WARNING: table payment_methods is dropped with all its rows
-- WARNING: table invoices is dropped with all its rows
-- WARNING: table notifications is dropped with all its rows
-- WARNING: table pages is dropped with all its rows
-- WARNING: table outbox_events is dropped with all its rows
-- WARNING: table outbox_effects is dropped with all its rows

-- DropForeignKey
ALTER TABLE `user_preferences` DROP FOREIGN KEY `user_preferences_userId_fkey`;

-- DropForeignKey
ALTER TABLE `user_sessions` DROP FOREIGN KEY `user_sessions_userId_fkey`;

-- DropForeignKey
ALTER TABLE `identities` DROP FOREIGN KEY `identities_userId_fkey`;

-- DropForeignKey
ALTER TABLE `verification_tokens` DROP FOREIGN KEY `verification_tokens_userId_fkey`;

-- DropForeignKey
ALTER TABLE `mentor_profiles` DROP FOREIGN KEY `mentor_profiles_userId_fkey`;

-- DropForeignKey
ALTER TABLE `commandes` DROP FOREIGN KEY `commandes_userId_fkey`;

-- DropForeignKey
ALTER TABLE `commandes` DROP FOREIGN KEY `commandes_correcteurId_fkey`;

-- DropForeignKey
ALTER TABLE `commande_historique` DROP FOREIGN KEY `commande_historique_commandeId_fkey`;

-- DropForeignKey
ALTER TABLE `commande_historique` DROP FOREIGN KEY `commande_historique_actorId_fkey`;

-- DropForeignKey
ALTER TABLE `files` DROP FOREIGN KEY `files_uploadedById_fkey`;

-- DropForeignKey
ALTER TABLE `files` DROP FOREIGN KEY `files_commandeId_fkey`;

-- DropForeignKey
ALTER TABLE `files` DROP FOREIGN KEY `files_sha256_fkey`;

-- DropForeignKey
ALTER TABLE `file_versions` DROP FOREIGN KEY `file_versions_commandeId_fkey`;

-- DropForeignKey
ALTER TABLE `file_versions` DROP FOREIGN KEY `file_versions_fileId_fkey`;

-- DropForeignKey
ALTER TABLE `file_versions` DROP FOREIGN KEY `file_versions_corrigeId_fkey`;

-- DropForeignKey
ALTER TABLE `uploads` DROP FOREIGN KEY `uploads_userId_fkey`;

-- DropForeignKey
ALTER TABLE `uploads` DROP FOREIGN KEY `uploads_commandeId_fkey`;

-- DropForeignKey
ALTER TABLE `messages` DROP FOREIGN KEY `messages_senderId_fkey`;

-- DropForeignKey
ALTER TABLE `messages` DROP FOREIGN KEY `messages_receiverId_fkey`;

-- DropForeignKey
ALTER TABLE `messages` DROP FOREIGN KEY `messages_commandeId_fkey`;

-- DropForeignKey
ALTER TABLE `messages` DROP FOREIGN KEY `messages_supportRequestId_fkey`;

-- DropForeignKey
ALTER TABLE `messages` DROP FOREIGN KEY `messages_parentId_fkey`;

-- DropForeignKey
ALTER TABLE `message_attachments` DROP FOREIGN KEY `message_attachments_messageId_fkey`;

-- DropForeignKey
ALTER TABLE `message_attachments` DROP FOREIGN KEY `message_attachments_fileId_fkey`;

-- DropForeignKey
ALTER TABLE `conversation_reads` DROP FOREIGN KEY `conversation_reads_userId_fkey`;

-- DropForeignKey
ALTER TABLE `conversation_reads` DROP FOREIGN KEY `conversation_reads_commandeId_fkey`;

-- DropForeignKey
ALTER TABLE `support_requests` DROP FOREIGN KEY `support_requests_userId_fkey`;

-- DropForeignKey
ALTER TABLE `support_requests` DROP FOREIGN KEY `support_requests_assignedToId_fkey`;

-- DropForeignKey
ALTER TABLE `payment_methods` DROP FOREIGN KEY `payment_methods_userId_fkey`;

-- DropForeignKey
ALTER TABLE `invoices` DROP FOREIGN KEY `invoices_commandeId_fkey`;

-- DropForeignKey
ALTER TABLE `notifications` DROP FOREIGN KEY `notifications_userId_fkey`;

-- DropForeignKey
ALTER TABLE `outbox_effects` DROP FOREIGN KEY `outbox_effects_eventId_fkey`;

-- DropTable
DROP TABLE `users`;

-- DropTable
DROP TABLE `user_preferences`;

-- DropTable
DROP TABLE `user_sessions`;

-- DropTable
DROP TABLE `identities`;

-- DropTable
DROP TABLE `verification_tokens`;

-- DropTable
DROP TABLE `login_attempts`;

-- DropTable
DROP TABLE `mentor_profiles`;

-- DropTable
DROP TABLE `commandes`;

-- DropTable
DROP TABLE `commande_historique`;

-- DropTable
DROP TABLE `files`;

-- DropTable
DROP TABLE `blobs`;

-- DropTable
DROP TABLE `file_versions`;

-- DropTable
DROP TABLE `uploads`;

-- DropTable
DROP TABLE `messages`;

-- DropTable
DROP TABLE `message_attachments`;

-- DropTable
DROP TABLE `conversation_reads`;

-- DropTable
DROP TABLE `support_requests`;

-- DropTable
DROP TABLE `payment_methods`;

-- DropTable
DROP TABLE `invoices`;

-- DropTable
DROP TABLE `notifications`;

-- DropTable
DROP TABLE `pages`;

-- DropTable
DROP TABLE `outbox_events`;

-- DropTable
DROP TABLE `outbox_effects`;
