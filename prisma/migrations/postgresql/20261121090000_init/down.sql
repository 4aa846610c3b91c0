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
ALTER TABLE "user_preferences" DROP CONSTRAINT "user_preferences_userId_fkey";

-- DropForeignKey
ALTER TABLE "user_sessions" DROP CONSTRAINT "user_sessions_userId_fkey";

-- DropForeignKey
ALTER TABLE "identities" DROP CONSTRAINT "identities_userId_fkey";

-- DropForeignKey
ALTER TABLE "verification_tokens" DROP CONSTRAINT "verification_tokens_userId_fkey";

-- DropForeignKey
ALTER TABLE "mentor_profiles" DROP CONSTRAINT "mentor_profiles_userId_fkey";

-- DropForeignKey
ALTER TABLE "commandes" DROP CONSTRAINT "commandes_userId_fkey";

-- DropForeignKey
ALTER TABLE "commandes" DROP CONSTRAINT "commandes_correcteurId_fkey";

-- DropForeignKey
ALTER TABLE "commande_historique" DROP CONSTRAINT "commande_historique_commandeId_fkey";

-- DropForeignKey
ALTER TABLE "commande_historique" DROP CONSTRAINT "commande_historique_actorId_fkey";

-- DropForeignKey
ALTER TABLE "files" DROP CONSTRAINT "files_uploadedById_fkey";

-- DropForeignKey
ALTER TABLE "files" DROP CONSTRAINT "files_commandeId_fkey";

-- DropForeignKey
ALTER TABLE "files" DROP CONSTRAINT "files_sha256_fkey";

-- DropForeignKey
ALTER TABLE "file_versions" DROP CONSTRAINT "file_versions_commandeId_fkey";

-- DropForeignKey
ALTER TABLE "file_versions" DROP CONSTRAINT "file_versions_fileId_fkey";

-- DropForeignKey
ALTER TABLE "file_versions" DROP CONSTRAINT "file_versions_corrigeId_fkey";

-- DropForeignKey
ALTER TABLE "uploads" DROP CONSTRAINT "uploads_userId_fkey";

-- DropForeignKey
ALTER TABLE "uploads" DROP CONSTRAINT "uploads_commandeId_fkey";

-- DropForeignKey
ALTER TABLE "messages" DROP CONSTRAINT "messages_senderId_fkey";

-- DropForeignKey
ALTER TABLE "messages" DROP CONSTRAINT "messages_receiverId_fkey";

-- DropForeignKey
ALTER TABLE "messages" DROP CONSTRAINT "messages_commandeId_fkey";

-- DropForeignKey
ALTER TABLE "messages" DROP CONSTRAINT "messages_supportRequestId_fkey";

-- DropForeignKey
ALTER TABLE "messages" DROP CONSTRAINT "messages_parentId_fkey";

-- DropForeignKey
ALTER TABLE "message_attachments" DROP CONSTRAINT "message_attachments_messageId_fkey";

-- DropForeignKey
ALTER TABLE "message_attachments" DROP CONSTRAINT "message_attachments_fileId_fkey";

-- DropForeignKey
ALTER TABLE "conversation_reads" DROP CONSTRAINT "conversation_reads_userId_fkey";

-- DropForeignKey
ALTER TABLE "conversation_reads" DROP CONSTRAINT "conversation_reads_commandeId_fkey";

-- DropForeignKey
ALTER TABLE "support_requests" DROP CONSTRAINT "support_requests_userId_fkey";

-- DropForeignKey
ALTER TABLE "support_requests" DROP CONSTRAINT "support_requests_assignedToId_fkey";

-- DropForeignKey
ALTER TABLE "payment_methods" DROP CONSTRAINT "payment_methods_userId_fkey";

-- DropForeignKey
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_commandeId_fkey";

-- DropForeignKey
ALTER TABLE "notifications" DROP CONSTRAINT "notifications_userId_fkey";

-- DropForeignKey
ALTER TABLE "outbox_effects" DROP CONSTRAINT "outbox_effects_eventId_fkey";

-- DropTable
DROP TABLE "users";

-- DropTable
DROP TABLE "user_preferences";

-- DropTable
DROP TABLE "user_sessions";

-- DropTable
DROP TABLE "identities";

-- DropTable
DROP TABLE "verification_tokens";

-- DropTable
DROP TABLE "login_attempts";

-- DropTable
DROP TABLE "mentor_profiles";

-- DropTable
DROP TABLE "commandes";

-- DropTable
DROP TABLE "commande_historique";

-- DropTable
DROP TABLE "files";

-- DropTable
DROP TABLE "blobs";

-- DropTable
DROP TABLE "file_versions";

-- DropTable
DROP TABLE "uploads";

-- DropTable
DROP TABLE "messages";

-- DropTable
DROP TABLE "message_attachments";

-- DropTable
DROP TABLE "conversation_reads";

-- DropTable
DROP TABLE "support_requests";

-- DropTable
DROP TABLE "payment_methods";

-- DropTable
DROP TABLE "invoices";

-- DropTable
DROP TABLE "notifications";

-- DropTable
DROP TABLE "pages";

-- DropTable
DROP TABLE "outbox_events";

-- DropTable
DROP TABLE "outbox_effects";

-- DropEnum
DROP TYPE "Role";

-- DropEnum
DROP TYPE "VerificationPurpose";

-- DropEnum
DROP TYPE "StatutCommande";

-- DropEnum
DROP TYPE "Priorite";

-- DropEnum
DROP TYPE "HistoriqueAction";

-- DropEnum
DROP TYPE "FileType";

-- DropEnum
DROP TYPE "FileVersionKind";

-- DropEnum
DROP TYPE "MessageType";

-- DropEnum
DROP TYPE "MessageStatut";

-- DropEnum
DROP TYPE "SupportCategory";

-- DropEnum
DROP TYPE "SupportPriority";

-- DropEnum
DROP TYPE "SupportRequestStatus";

-- DropEnum
DROP TYPE "InvoiceStatus";

-- DropEnum
DROP TYPE "NotificationType";

-- DropEnum
DROP TYPE "NotificationPriority";

-- DropEnum
DROP TYPE "PageType";

-- DropEnum
DROP TYPE "PageStatus";
