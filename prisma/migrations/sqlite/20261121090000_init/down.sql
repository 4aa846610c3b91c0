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

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "users";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "user_preferences";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "user_sessions";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "identities";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "verification_tokens";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "login_attempts";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "mentor_profiles";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "commandes";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "commande_historique";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "files";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "blobs";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "file_versions";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "uploads";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "messages";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "message_attachments";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "conversation_reads";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "support_requests";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "payment_methods";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "invoices";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "notifications";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "pages";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "outbox_events";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "outbox_effects";
PRAGMA foreign_keys=on;
