-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "prenom" TEXT NOT NULL DEFAULT '',
    "nom" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL,
    "password" TEXT,
    "role" TEXT NOT NULL DEFAULT 'USER' CONSTRAINT "users_role_check" CHECK ("role" IN ('USER', 'CORRECTOR', 'MENTOR', 'ADMIN')),
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "avatar" TEXT,
    "telephone" TEXT,
    "adresse" TEXT,
    "bio" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "emailVerifiedAt" DATETIME,
    "storageQuota" BIGINT
);

-- CreateTable
CREATE TABLE "user_preferences" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "langue" TEXT NOT NULL DEFAULT 'fr',
    "timezone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "notifications" JSONB NOT NULL DEFAULT '{}',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "user_preferences_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "user_sessions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "token_id" TEXT,
    "device" TEXT,
    "userAgent" TEXT,
    "ip" TEXT,
    "expiresAt" DATETIME NOT NULL,
    "lastUsedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "user_sessions_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "identities" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "identities_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "verification_tokens" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL CONSTRAINT "verification_tokens_purpose_check" CHECK ("purpose" IN ('EMAIL_CONFIRMATION', 'PASSWORD_RESET', 'INVITATION')),
    "token" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "verification_tokens_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "login_attempts" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "windowEndsAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "mentor_profiles" (
    "userId" TEXT NOT NULL PRIMARY KEY,
    "expertise" JSONB NOT NULL DEFAULT '[]',
    "hourlyRateCents" INTEGER NOT NULL DEFAULT 0,
    "availability" JSONB NOT NULL DEFAULT '{}',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "mentor_profiles_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "commandes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "titre" TEXT NOT NULL,
    "description" TEXT,
    "fichierUrl" TEXT,
    "statut" TEXT NOT NULL DEFAULT 'EN_ATTENTE' CONSTRAINT "commandes_statut_check" CHECK ("statut" IN ('EN_ATTENTE', 'EN_COURS', 'TERMINE', 'ANNULEE', 'SUSPENDUE')),
    "noteClient" TEXT,
    "noteCorrecteur" TEXT,
    "priorite" TEXT NOT NULL DEFAULT 'NORMALE' CONSTRAINT "commandes_priorite_check" CHECK ("priorite" IN ('FAIBLE', 'NORMALE', 'HAUTE', 'URGENTE')),
    "dateEcheance" DATETIME,
    "dateFinition" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "paymentStatus" TEXT,
    "stripeSessionId" TEXT,
    "amount" INTEGER,
    "correcteurId" TEXT,
    "suspendedAt" DATETIME,
    "statutAvantPause" TEXT CONSTRAINT "commandes_statutAvantPause_check" CHECK ("statutAvantPause" IN ('EN_ATTENTE', 'EN_COURS', 'TERMINE', 'ANNULEE', 'SUSPENDUE')),
    CONSTRAINT "commandes_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "commandes_correcteurId_fkey" FOREIGN KEY ("correcteurId") REFERENCES "users" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "commande_historique" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "commandeId" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL CONSTRAINT "commande_historique_action_check" CHECK ("action" IN ('CREATION', 'MODIFICATION', 'STATUT', 'ASSIGNATION', 'FICHIER', 'LIVRAISON')),
    "fromStatut" TEXT CONSTRAINT "commande_historique_fromStatut_check" CHECK ("fromStatut" IN ('EN_ATTENTE', 'EN_COURS', 'TERMINE', 'ANNULEE', 'SUSPENDUE')),
    "toStatut" TEXT CONSTRAINT "commande_historique_toStatut_check" CHECK ("toStatut" IN ('EN_ATTENTE', 'EN_COURS', 'TERMINE', 'ANNULEE', 'SUSPENDUE')),
    "reason" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "commande_historique_commandeId_fkey" FOREIGN KEY ("commandeId") REFERENCES "commandes" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "commande_historique_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "users" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "files" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "filename" TEXT NOT NULL,
    "storedName" TEXT NOT NULL,
    "mimeType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "type" TEXT NOT NULL CONSTRAINT "files_type_check" CHECK ("type" IN ('DOCUMENT', 'IMAGE', 'AUDIO', 'VIDEO', 'ARCHIVE', 'OTHER')),
    "uploadedById" TEXT NOT NULL,
    "commandeId" TEXT,
    "description" TEXT,
    "isPublic" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "sha256" TEXT,
    "deletedAt" DATETIME,
    CONSTRAINT "files_uploadedById_fkey" FOREIGN KEY ("uploadedById") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "files_commandeId_fkey" FOREIGN KEY ("commandeId") REFERENCES "commandes" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "files_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "blobs" ("sha256") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "blobs" (
    "sha256" TEXT NOT NULL PRIMARY KEY,
    "size" INTEGER NOT NULL,
    "references" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "file_versions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "commandeId" TEXT NOT NULL,
    "fileId" TEXT NOT NULL,
    "numero" INTEGER NOT NULL,
    "kind" TEXT NOT NULL CONSTRAINT "file_versions_kind_check" CHECK ("kind" IN ('MANUSCRIT', 'CORRECTION')),
    "corrigeId" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "file_versions_commandeId_fkey" FOREIGN KEY ("commandeId") REFERENCES "commandes" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "file_versions_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "files" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "file_versions_corrigeId_fkey" FOREIGN KEY ("corrigeId") REFERENCES "file_versions" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "uploads" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "commandeId" TEXT,
    "filename" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "expiresAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "uploads_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "uploads_commandeId_fkey" FOREIGN KEY ("commandeId") REFERENCES "commandes" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "messages" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "senderId" TEXT NOT NULL,
    "receiverId" TEXT,
    "commandeId" TEXT,
    "supportRequestId" TEXT,
    "subject" TEXT,
    "content" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'USER_MESSAGE' CONSTRAINT "messages_type_check" CHECK ("type" IN ('USER_MESSAGE', 'SYSTEM_MESSAGE', 'NOTIFICATION', 'SUPPORT_MESSAGE', 'ADMIN_MESSAGE')),
    "statut" TEXT NOT NULL DEFAULT 'ENVOYE' CONSTRAINT "messages_statut_check" CHECK ("statut" IN ('BROUILLON', 'ENVOYE', 'DELIVRE', 'LU', 'ARCHIVE')),
    "isRead" BOOLEAN NOT NULL DEFAULT false,
    "isArchived" BOOLEAN NOT NULL DEFAULT false,
    "isPinned" BOOLEAN NOT NULL DEFAULT false,
    "parentId" TEXT,
    "threadId" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "messages_senderId_fkey" FOREIGN KEY ("senderId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "messages_receiverId_fkey" FOREIGN KEY ("receiverId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "messages_commandeId_fkey" FOREIGN KEY ("commandeId") REFERENCES "commandes" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "messages_supportRequestId_fkey" FOREIGN KEY ("supportRequestId") REFERENCES "support_requests" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "messages_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "messages" ("id") ON DELETE SET NULL ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "message_attachments" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "messageId" TEXT NOT NULL,
    "fileId" TEXT NOT NULL,
    CONSTRAINT "message_attachments_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "messages" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "message_attachments_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "files" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "conversation_reads" (
    "userId" TEXT NOT NULL,
    "commandeId" TEXT NOT NULL,
    "lastReadAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("userId", "commandeId"),
    CONSTRAINT "conversation_reads_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "conversation_reads_commandeId_fkey" FOREIGN KEY ("commandeId") REFERENCES "commandes" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "support_requests" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "category" TEXT NOT NULL DEFAULT 'GENERAL' CONSTRAINT "support_requests_category_check" CHECK ("category" IN ('GENERAL', 'TECHNIQUE', 'FACTURATION', 'COMMANDE', 'COMPTE', 'AUTRE')),
    "priority" TEXT NOT NULL DEFAULT 'NORMALE' CONSTRAINT "support_requests_priority_check" CHECK ("priority" IN ('FAIBLE', 'NORMALE', 'HAUTE', 'URGENTE', 'CRITIQUE')),
    "status" TEXT NOT NULL DEFAULT 'OUVERT' CONSTRAINT "support_requests_status_check" CHECK ("status" IN ('OUVERT', 'EN_COURS', 'EN_ATTENTE', 'RESOLU', 'FERME', 'ANNULE')),
    "assignedToId" TEXT,
    "source" TEXT,
    "tags" TEXT,
    "firstResponseAt" DATETIME,
    "resolvedAt" DATETIME,
    "closedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "support_requests_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "support_requests_assignedToId_fkey" FOREIGN KEY ("assignedToId") REFERENCES "users" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "payment_methods" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "stripePaymentMethodId" TEXT NOT NULL,
    "brand" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "expMonth" INTEGER NOT NULL,
    "expYear" INTEGER NOT NULL,
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "fingerprint" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "payment_methods_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "invoices" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "commandeId" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "taxAmount" INTEGER NOT NULL DEFAULT 0,
    "pdfUrl" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'GENERATED' CONSTRAINT "invoices_status_check" CHECK ("status" IN ('GENERATED', 'SENT', 'PAID', 'OVERDUE', 'CANCELLED')),
    "issuedAt" DATETIME,
    "dueAt" DATETIME,
    "paidAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "invoices_commandeId_fkey" FOREIGN KEY ("commandeId") REFERENCES "commandes" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'INFO' CONSTRAINT "notifications_type_check" CHECK ("type" IN ('INFO', 'SUCCESS', 'WARNING', 'ERROR', 'PAYMENT', 'ORDER', 'MESSAGE', 'SYSTEM')),
    "priority" TEXT NOT NULL DEFAULT 'NORMALE' CONSTRAINT "notifications_priority_check" CHECK ("priority" IN ('FAIBLE', 'NORMALE', 'HAUTE', 'URGENTE')),
    "data" TEXT,
    "actionUrl" TEXT,
    "isRead" BOOLEAN NOT NULL DEFAULT false,
    "isDeleted" BOOLEAN NOT NULL DEFAULT false,
    "readAt" DATETIME,
    "expiresAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "notifications_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "pages" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "excerpt" TEXT,
    "type" TEXT NOT NULL DEFAULT 'PAGE' CONSTRAINT "pages_type_check" CHECK ("type" IN ('PAGE', 'FAQ', 'BLOG', 'LEGAL', 'HELP', 'LANDING')),
    "status" TEXT NOT NULL DEFAULT 'DRAFT' CONSTRAINT "pages_status_check" CHECK ("status" IN ('DRAFT', 'SCHEDULED', 'PUBLISHED', 'ARCHIVED')),
    "metaTitle" TEXT,
    "metaDescription" TEXT,
    "metaKeywords" TEXT,
    "category" TEXT,
    "tags" TEXT,
    "sortOrder" INTEGER NOT NULL DEFAULT 0,
    "isPublic" BOOLEAN NOT NULL DEFAULT true,
    "requireAuth" BOOLEAN NOT NULL DEFAULT false,
    "publishedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "outbox_events" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "availableAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,
    "claimedBy" TEXT,
    "claimedUntil" DATETIME,
    "processedAt" DATETIME,
    "deadAt" DATETIME
);

-- CreateTable
CREATE TABLE "outbox_effects" (
    "eventId" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("eventId", "effect"),
    CONSTRAINT "outbox_effects_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "outbox_events" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_email_idx" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_role_idx" ON "users"("role");

-- CreateIndex
CREATE INDEX "users_isActive_idx" ON "users"("isActive");

-- CreateIndex
CREATE UNIQUE INDEX "user_preferences_userId_key" ON "user_preferences"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "user_sessions_token_key" ON "user_sessions"("token");

-- CreateIndex
CREATE INDEX "user_sessions_userId_idx" ON "user_sessions"("userId");

-- CreateIndex
CREATE INDEX "user_sessions_token_id_idx" ON "user_sessions"("token_id");

-- CreateIndex
CREATE INDEX "user_sessions_expiresAt_idx" ON "user_sessions"("expiresAt");

-- CreateIndex
CREATE INDEX "identities_userId_idx" ON "identities"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "identities_provider_subject_key" ON "identities"("provider", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "verification_tokens_token_key" ON "verification_tokens"("token");

-- CreateIndex
CREATE INDEX "verification_tokens_userId_idx" ON "verification_tokens"("userId");

-- CreateIndex
CREATE INDEX "login_attempts_windowEndsAt_idx" ON "login_attempts"("windowEndsAt");

-- CreateIndex
CREATE INDEX "commandes_userId_idx" ON "commandes"("userId");

-- CreateIndex
CREATE INDEX "commandes_statut_idx" ON "commandes"("statut");

-- CreateIndex
CREATE INDEX "commandes_correcteurId_dateEcheance_idx" ON "commandes"("correcteurId", "dateEcheance");

-- CreateIndex
CREATE INDEX "commandes_createdAt_idx" ON "commandes"("createdAt");

-- CreateIndex
CREATE INDEX "commande_historique_commandeId_createdAt_idx" ON "commande_historique"("commandeId", "createdAt");

-- CreateIndex
CREATE INDEX "commande_historique_actorId_idx" ON "commande_historique"("actorId");

-- CreateIndex
CREATE INDEX "files_uploadedById_idx" ON "files"("uploadedById");

-- CreateIndex
CREATE INDEX "files_commandeId_createdAt_idx" ON "files"("commandeId", "createdAt");

-- CreateIndex
CREATE INDEX "files_sha256_idx" ON "files"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "files_storedName_key" ON "files"("storedName");

-- CreateIndex
CREATE UNIQUE INDEX "file_versions_fileId_key" ON "file_versions"("fileId");

-- CreateIndex
CREATE INDEX "file_versions_corrigeId_idx" ON "file_versions"("corrigeId");

-- CreateIndex
CREATE UNIQUE INDEX "file_versions_commandeId_numero_key" ON "file_versions"("commandeId", "numero");

-- CreateIndex
CREATE INDEX "uploads_userId_idx" ON "uploads"("userId");

-- CreateIndex
CREATE INDEX "uploads_commandeId_idx" ON "uploads"("commandeId");

-- CreateIndex
CREATE INDEX "uploads_expiresAt_idx" ON "uploads"("expiresAt");

-- CreateIndex
CREATE INDEX "messages_senderId_idx" ON "messages"("senderId");

-- CreateIndex
CREATE INDEX "messages_receiverId_idx" ON "messages"("receiverId");

-- CreateIndex
CREATE INDEX "messages_commandeId_idx" ON "messages"("commandeId", "createdAt");

-- CreateIndex
CREATE INDEX "messages_supportRequestId_idx" ON "messages"("supportRequestId", "createdAt");

-- CreateIndex
CREATE INDEX "messages_parentId_idx" ON "messages"("parentId");

-- CreateIndex
CREATE INDEX "messages_threadId_idx" ON "messages"("threadId");

-- CreateIndex
CREATE INDEX "message_attachments_fileId_idx" ON "message_attachments"("fileId");

-- CreateIndex
CREATE UNIQUE INDEX "message_attachments_messageId_fileId_key" ON "message_attachments"("messageId", "fileId");

-- CreateIndex
CREATE INDEX "conversation_reads_commandeId_idx" ON "conversation_reads"("commandeId");

-- CreateIndex
CREATE INDEX "support_requests_userId_idx" ON "support_requests"("userId");

-- CreateIndex
CREATE INDEX "support_requests_assignedToId_idx" ON "support_requests"("assignedToId");

-- CreateIndex
CREATE INDEX "support_requests_status_priority_idx" ON "support_requests"("status", "priority");

-- CreateIndex
CREATE UNIQUE INDEX "payment_methods_stripePaymentMethodId_key" ON "payment_methods"("stripePaymentMethodId");

-- CreateIndex
CREATE INDEX "payment_methods_userId_idx" ON "payment_methods"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_number_key" ON "invoices"("number");

-- CreateIndex
CREATE INDEX "invoices_commandeId_idx" ON "invoices"("commandeId");

-- CreateIndex
CREATE INDEX "invoices_status_createdAt_idx" ON "invoices"("status", "createdAt");

-- CreateIndex
CREATE INDEX "notifications_userId_isDeleted_createdAt_idx" ON "notifications"("userId", "isDeleted", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "pages_slug_key" ON "pages"("slug");

-- CreateIndex
CREATE INDEX "pages_type_status_sortOrder_idx" ON "pages"("type", "status", "sortOrder");

-- CreateIndex
CREATE INDEX "outbox_events_processedAt_deadAt_availableAt_idx" ON "outbox_events"("processedAt", "deadAt", "availableAt");
