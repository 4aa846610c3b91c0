import { HASH } from './password.ts';

/**
 * A Staka Livres on MySQL as Prisma 6 makes it, lived in: seed 002's ten tables with its history of migrations, and what
 * years leave behind.
 * @param hasSupportRequestId false for the trouble of seed 002: a database that never got the column
 */
export function stakaLivres({ hasSupportRequestId = true } = {}): string[] {
  const support = hasSupportRequestId ? ['`supportRequestId` VARCHAR(191) NULL,', ", 's1'", ', NULL'] : ['', '', ''];
  return [
    ...TABLES,
    `CREATE TABLE \`messages\` (\`id\` VARCHAR(191) NOT NULL, \`senderId\` VARCHAR(191) NULL, \`receiverId\` VARCHAR(191) NULL,
      \`commandeId\` VARCHAR(191) NULL, ${support[0]} \`subject\` VARCHAR(255) NULL, \`content\` TEXT NOT NULL,
      \`type\` ENUM('USER_MESSAGE','SYSTEM_MESSAGE','NOTIFICATION','SUPPORT_MESSAGE','ADMIN_MESSAGE') NOT NULL DEFAULT 'USER_MESSAGE',
      \`statut\` ENUM('BROUILLON','ENVOYE','DELIVRE','LU','ARCHIVE') NOT NULL DEFAULT 'ENVOYE', \`isRead\` BOOLEAN NOT NULL DEFAULT false,
      \`isArchived\` BOOLEAN NOT NULL DEFAULT false, \`isPinned\` BOOLEAN NOT NULL DEFAULT false, \`parentId\` VARCHAR(191) NULL,
      \`threadId\` VARCHAR(191) NULL, \`visitorEmail\` VARCHAR(255) NULL, \`visitorName\` VARCHAR(100) NULL,
      \`createdAt\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), \`updatedAt\` DATETIME(3) NOT NULL,
      INDEX \`messages_senderId_idx\`(\`senderId\`), INDEX \`messages_parentId_idx\`(\`parentId\`), PRIMARY KEY (\`id\`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    ...ROWS,
    `INSERT INTO messages (id, senderId, receiverId, commandeId, content, parentId, visitorEmail, visitorName, createdAt, updatedAt${hasSupportRequestId ? ', supportRequestId' : ''}) VALUES
      ('m1', 'u1', 'u2', 'c1', 'Bonjour « à vous » 🌊', NULL, NULL, NULL, '2025-06-01 10:00:00.123', '2025-06-01 10:00:00.123'${support[2]}),
      ('m0', 'u2', 'u1', 'c1', 'Réponse', 'm1', NULL, NULL, '2025-06-01 11:00:00', '2025-06-01 11:00:00'${support[2]}),
      ('m2', NULL, 'u2', NULL, 'Je visite', NULL, 'Curieux@Example.com', 'Curieux', '2025-06-02 10:00:00', '2025-06-02 10:00:00'${support[1]}),
      ('m3', 'partie', NULL, NULL, 'De quelqu’un qui n’est plus là', NULL, NULL, NULL, '2025-06-03', '2025-06-03'${support[2]}),
      ('m4', 'u1', NULL, NULL, 'Réponse à rien', 'jamais', NULL, NULL, '2025-06-04', '2025-06-04'${support[2]})`,
    'ALTER TABLE `messages` ADD CONSTRAINT `messages_receiverId_fkey` FOREIGN KEY (`receiverId`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE',
  ];
}

const TABLES = [
  `CREATE TABLE \`_prisma_migrations\` (\`id\` VARCHAR(36) PRIMARY KEY NOT NULL, \`checksum\` VARCHAR(64) NOT NULL, \`finished_at\` DATETIME(3),
    \`migration_name\` VARCHAR(255) NOT NULL, \`logs\` TEXT, \`rolled_back_at\` DATETIME(3),
    \`started_at\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), \`applied_steps_count\` INTEGER UNSIGNED NOT NULL DEFAULT 0)
    DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  `INSERT INTO _prisma_migrations VALUES ('3f', REPEAT('a', 64), '2025-06-01', '20250601120000_init', NULL, NULL, '2025-06-01', 1)`,
  `CREATE TABLE \`users\` (\`id\` VARCHAR(191) NOT NULL, \`prenom\` VARCHAR(150) NOT NULL, \`nom\` VARCHAR(100) NOT NULL, \`email\` VARCHAR(255) NOT NULL,
    \`password\` VARCHAR(255) NOT NULL, \`role\` ENUM('USER','ADMIN','CORRECTOR') NOT NULL DEFAULT 'USER', \`isActive\` BOOLEAN NOT NULL DEFAULT true,
    \`avatar\` LONGTEXT NULL, \`telephone\` VARCHAR(20) NULL, \`adresse\` TEXT NULL, \`preferences\` JSON NULL,
    \`createdAt\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), \`updatedAt\` DATETIME(3) NOT NULL,
    UNIQUE INDEX \`users_email_key\`(\`email\`), INDEX \`users_email_idx\`(\`email\`), PRIMARY KEY (\`id\`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  `CREATE TABLE \`commandes\` (\`id\` VARCHAR(191) NOT NULL, \`userId\` VARCHAR(191) NOT NULL, \`titre\` VARCHAR(255) NOT NULL, \`description\` TEXT NULL,
    \`fichierUrl\` VARCHAR(500) NULL, \`statut\` ENUM('PAYEE','EN_ATTENTE','EN_COURS','EN_RELECTURE','TERMINE','ANNULEE','SUSPENDUE') NOT NULL DEFAULT 'EN_ATTENTE',
    \`noteClient\` TEXT NULL, \`noteCorrecteur\` TEXT NULL, \`priorite\` ENUM('FAIBLE','NORMALE','HAUTE','URGENTE') NOT NULL DEFAULT 'NORMALE',
    \`dateEcheance\` DATETIME(3) NULL, \`dateFinition\` DATETIME(3) NULL, \`createdAt\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    \`updatedAt\` DATETIME(3) NOT NULL, \`paymentStatus\` VARCHAR(50) NULL, \`stripeSessionId\` VARCHAR(255) NULL, \`amount\` INTEGER NULL,
    \`packType\` VARCHAR(50) NULL, INDEX \`commandes_userId_idx\`(\`userId\`), PRIMARY KEY (\`id\`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  `CREATE TABLE \`files\` (\`id\` VARCHAR(191) NOT NULL, \`filename\` VARCHAR(255) NOT NULL, \`storedName\` VARCHAR(255) NOT NULL, \`mimeType\` VARCHAR(100) NOT NULL,
    \`size\` INTEGER NOT NULL, \`url\` VARCHAR(500) NOT NULL, \`type\` ENUM('DOCUMENT','IMAGE','AUDIO','VIDEO','ARCHIVE','OTHER') NOT NULL,
    \`uploadedById\` VARCHAR(191) NOT NULL, \`commandeId\` VARCHAR(191) NULL, \`description\` TEXT NULL, \`isPublic\` BOOLEAN NOT NULL DEFAULT false,
    \`createdAt\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), \`updatedAt\` DATETIME(3) NOT NULL, PRIMARY KEY (\`id\`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  `CREATE TABLE \`message_attachments\` (\`id\` VARCHAR(191) NOT NULL, \`messageId\` VARCHAR(191) NOT NULL, \`fileId\` VARCHAR(191) NOT NULL,
    UNIQUE INDEX \`message_attachments_messageId_fileId_key\`(\`messageId\`, \`fileId\`), PRIMARY KEY (\`id\`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  `CREATE TABLE \`support_requests\` (\`id\` VARCHAR(191) NOT NULL, \`userId\` VARCHAR(191) NOT NULL, \`title\` VARCHAR(255) NOT NULL, \`description\` TEXT NOT NULL,
    \`category\` ENUM('GENERAL','TECHNIQUE','FACTURATION','COMMANDE','COMPTE','AUTRE') NOT NULL DEFAULT 'GENERAL',
    \`priority\` ENUM('FAIBLE','NORMALE','HAUTE','URGENTE','CRITIQUE') NOT NULL DEFAULT 'NORMALE',
    \`status\` ENUM('OUVERT','EN_COURS','EN_ATTENTE','RESOLU','FERME','ANNULE') NOT NULL DEFAULT 'OUVERT', \`assignedToId\` VARCHAR(191) NULL,
    \`source\` VARCHAR(100) NULL, \`tags\` TEXT NULL, \`createdAt\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), \`updatedAt\` DATETIME(3) NOT NULL, PRIMARY KEY (\`id\`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  `CREATE TABLE \`payment_methods\` (\`id\` VARCHAR(191) NOT NULL, \`userId\` VARCHAR(191) NOT NULL, \`stripePaymentMethodId\` VARCHAR(255) NOT NULL, \`brand\` VARCHAR(50) NOT NULL,
    \`last4\` VARCHAR(4) NOT NULL, \`expMonth\` INTEGER NOT NULL, \`expYear\` INTEGER NOT NULL, \`isDefault\` BOOLEAN NOT NULL DEFAULT false, \`isActive\` BOOLEAN NOT NULL DEFAULT true,
    \`createdAt\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), \`updatedAt\` DATETIME(3) NOT NULL, PRIMARY KEY (\`id\`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  `CREATE TABLE \`invoices\` (\`id\` VARCHAR(191) NOT NULL, \`commandeId\` VARCHAR(191) NOT NULL, \`number\` VARCHAR(50) NOT NULL, \`amount\` INTEGER NOT NULL, \`taxAmount\` INTEGER NOT NULL DEFAULT 0,
    \`pdfUrl\` VARCHAR(500) NULL, \`status\` ENUM('GENERATED','SENT','PAID','OVERDUE','CANCELLED') NOT NULL DEFAULT 'GENERATED', \`issuedAt\` DATETIME(3) NULL, \`dueAt\` DATETIME(3) NULL, \`paidAt\` DATETIME(3) NULL,
    \`createdAt\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), \`updatedAt\` DATETIME(3) NOT NULL, UNIQUE INDEX \`invoices_number_key\`(\`number\`), PRIMARY KEY (\`id\`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  `CREATE TABLE \`notifications\` (\`id\` VARCHAR(191) NOT NULL, \`userId\` VARCHAR(191) NOT NULL, \`title\` VARCHAR(255) NOT NULL, \`message\` TEXT NOT NULL,
    \`type\` ENUM('INFO','SUCCESS','WARNING','ERROR','PAYMENT','ORDER','MESSAGE','SYSTEM') NOT NULL DEFAULT 'INFO', \`priority\` ENUM('FAIBLE','NORMALE','HAUTE','URGENTE') NOT NULL DEFAULT 'NORMALE',
    \`data\` TEXT NULL, \`actionUrl\` VARCHAR(500) NULL, \`isRead\` BOOLEAN NOT NULL DEFAULT false, \`isDeleted\` BOOLEAN NOT NULL DEFAULT false, \`readAt\` DATETIME(3) NULL, \`expiresAt\` DATETIME(3) NULL,
    \`createdAt\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), \`updatedAt\` DATETIME(3) NOT NULL, PRIMARY KEY (\`id\`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  `CREATE TABLE \`pages\` (\`id\` VARCHAR(191) NOT NULL, \`title\` VARCHAR(255) NOT NULL, \`slug\` VARCHAR(255) NOT NULL, \`content\` LONGTEXT NOT NULL, \`type\` ENUM('PAGE','FAQ','BLOG','LEGAL','HELP','LANDING') NOT NULL DEFAULT 'PAGE',
    \`status\` ENUM('DRAFT','PUBLISHED','ARCHIVED') NOT NULL DEFAULT 'DRAFT', \`sortOrder\` INTEGER NOT NULL DEFAULT 0, \`createdAt\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), \`updatedAt\` DATETIME(3) NOT NULL,
    UNIQUE INDEX \`pages_slug_key\`(\`slug\`), PRIMARY KEY (\`id\`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  'CREATE TABLE `reviews` (`id` INT AUTO_INCREMENT PRIMARY KEY, `userId` VARCHAR(191) COLLATE utf8mb4_unicode_ci, `stars` INT, CONSTRAINT `reviews_user` FOREIGN KEY (`userId`) REFERENCES `users` (`id`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
  'ALTER TABLE `commandes` ADD CONSTRAINT `commandes_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE',
];

const ROWS = [
  `INSERT INTO users (id, prenom, nom, email, password, role, isActive, avatar, preferences, createdAt, updatedAt) VALUES
    ('u1', 'Jean', 'Dupont', 'Jean.Dupont@Example.com', '${HASH.a}', 'USER', 1, NULL, '{"langue":"en","timezone":"America/Montreal","notifications":{"email":false},"theme":"dark"}', '2024-01-15 08:00:00.500', '2024-01-15 08:00:00.500'),
    ('u2', 'Ada', 'Minn', 'admin@example.com', '${HASH.y}', 'ADMIN', 1, CONCAT('data:image/png;base64,', REPEAT('A', 700)), NULL, '2024-01-01', '2024-01-01'),
    ('u3', REPEAT('é', 120), 'Partie', 'partie@example.com', '${HASH.b}', 'CORRECTOR', 0, NULL, 'null', '2024-02-01', '2024-03-01')`,
  `INSERT INTO commandes (id, userId, titre, statut, amount, packType, createdAt, updatedAt) VALUES
    ('c1', 'u1', 'Les Vagues', 'EN_RELECTURE', 59900, 'intégral', '2025-05-01', '2025-05-01'), ('c2', 'u1', 'Nuit', 'TERMINE', NULL, NULL, '2025-05-02', '2025-05-02'), ('c3', 'u3', 'Jour', 'PAYEE', 100, NULL, '2025-05-03', '2025-05-03')`,
  `INSERT INTO files (id, filename, storedName, mimeType, size, url, type, uploadedById, commandeId, createdAt, updatedAt) VALUES
    ('f1', 'vagues.docx', 'a.docx', 'application/msword', 1200, '/uploads/a.docx', 'DOCUMENT', 'u1', 'c1', '2025-05-01', '2025-05-01'), ('f2', 'copie.docx', 'a.docx', 'application/msword', 1200, '/uploads/a.docx', 'DOCUMENT', 'u1', 'c9', '2025-05-01', '2025-05-01')`,
  `INSERT INTO support_requests (id, userId, title, description, createdAt, updatedAt) VALUES ('s1', 'u1', 'Facture', 'Où est-elle ?', '2025-05-01', '2025-05-01'), ('s2', 'u2', 'Autre', '…', '2025-05-01', '2025-05-01')`,
  `INSERT INTO message_attachments VALUES ('a1', 'm1', 'f1'), ('a2', 'm3', 'f1')`,
  `INSERT INTO payment_methods (id, userId, stripePaymentMethodId, brand, last4, expMonth, expYear, createdAt, updatedAt) VALUES ('p1', 'u1', 'pm_1', 'visa', '4242', 12, 2030, '2025-05-01', '2025-05-01')`,
  `INSERT INTO invoices (id, commandeId, number, amount, taxAmount, status, createdAt, updatedAt) VALUES ('i1', 'c1', 'FACT-2025-0001', 59900, 11980, 'PAID', '2025-05-01', '2025-05-01')`,
  `INSERT INTO notifications (id, userId, title, message, createdAt, updatedAt) VALUES ('n1', 'u1', 'Bienvenue', 'Bonjour', '2025-05-01', '2025-05-01')`,
  `INSERT INTO pages (id, title, slug, content, type, status, createdAt, updatedAt) VALUES ('g1', 'FAQ', 'faq', '<p>…</p>', 'FAQ', 'PUBLISHED', '2025-05-01', '2025-05-01')`,
  `INSERT INTO reviews (userId, stars) VALUES ('u1', 5), ('u3', 3)`,
];
