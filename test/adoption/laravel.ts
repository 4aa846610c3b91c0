import { HASH } from './password.ts';

/** Seed 003's MySQL: Laravel with Passport, numbered rows, snake_case, and `user_sessions` that never got `token_id`. */
export const LARAVEL: string[] = [
  'CREATE TABLE `migrations` (`id` int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, `migration` varchar(255) NOT NULL, `batch` int NOT NULL)',
  `INSERT INTO migrations (migration, batch) VALUES ('2014_10_12_000000_create_users_table', 1), ('2025_10_01_000000_create_user_sessions_table', 2)`,
  `CREATE TABLE \`users\` (\`id\` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, \`name\` varchar(255) NOT NULL, \`email\` varchar(255) NOT NULL, \`email_verified_at\` timestamp NULL DEFAULT NULL,
    \`password\` varchar(255) NOT NULL, \`is_admin\` tinyint(1) NOT NULL DEFAULT 0, \`phone\` varchar(60) DEFAULT NULL, \`company\` varchar(255) DEFAULT NULL, \`remember_token\` varchar(100) DEFAULT NULL,
    \`deleted_at\` timestamp NULL DEFAULT NULL, \`created_at\` timestamp NULL DEFAULT NULL, \`updated_at\` timestamp NULL DEFAULT NULL, UNIQUE KEY \`users_email_unique\` (\`email\`)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE \`user_sessions\` (\`id\` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, \`user_id\` bigint unsigned NOT NULL, \`session_id\` varchar(255) DEFAULT NULL, \`ip_address\` varchar(45) DEFAULT NULL,
    \`user_agent\` text, \`device_name\` varchar(255) DEFAULT NULL, \`is_current\` tinyint(1) NOT NULL DEFAULT 0, \`last_activity\` int DEFAULT NULL, \`created_at\` timestamp NULL DEFAULT NULL, \`updated_at\` timestamp NULL DEFAULT NULL,
    KEY \`user_sessions_user_id_index\` (\`user_id\`), CONSTRAINT \`user_sessions_user_id_foreign\` FOREIGN KEY (\`user_id\`) REFERENCES \`users\` (\`id\`) ON DELETE CASCADE) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  'CREATE TABLE `personal_access_tokens` (`id` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, `tokenable_type` varchar(255), `tokenable_id` bigint unsigned, `name` varchar(255), `token` varchar(64))',
  'CREATE TABLE `notifications` (`id` char(36) NOT NULL PRIMARY KEY, `type` varchar(255) NOT NULL, `notifiable_type` varchar(255) NOT NULL, `notifiable_id` bigint unsigned NOT NULL, `data` text NOT NULL, `read_at` timestamp NULL, `created_at` timestamp NULL)',
  `INSERT INTO users VALUES
    (2, 'Victor Hugo', 'Victor@Example.com', '2024-06-01 10:00:00', '${HASH.y}', 1, '+33 1 02 03 04 05 06 07 08 poste 12', 'Hernani', 'abc', NULL, '2024-06-01 10:00:00', '2024-06-01 10:00:00'),
    (10, 'George Sand', 'george@example.com', '2024-06-01 10:00:00', '${HASH.y}', 0, NULL, NULL, NULL, NULL, NULL, NULL),
    (11, 'Colette', 'colette@example.com', NULL, '${HASH.y}', 0, NULL, NULL, NULL, NULL, '2024-06-01 10:00:00', '2024-06-01 10:00:00'),
    (12, 'Alfred de Musset', 'alfred@example.com', '2024-06-01 10:00:00', '$argon2id$v=19$m=65536,t=4,p=1$c2Vs$aGFjaA', 0, NULL, NULL, NULL, '2024-09-01 10:00:00', '2024-06-01 10:00:00', '2024-06-01 10:00:00')`,
  `INSERT INTO user_sessions VALUES
    (123, 2, 'sess-secret-1', '203.0.113.7', 'Mozilla/5.0', 'Firefox sur Windows', 1, 1763280000, '2025-11-16 07:00:00', '2025-11-16 08:00:00'),
    (9, 2, 'sess-secret-2', '203.0.113.8', REPEAT('x', 600), NULL, 0, NULL, '2025-11-15 07:00:00', NULL), (1000, 10, NULL, NULL, NULL, NULL, 0, 0, NULL, NULL)`,
  `INSERT INTO personal_access_tokens (tokenable_type, tokenable_id, name, token) VALUES ('App\\\\Models\\\\User', 2, 'api', REPEAT('a', 64))`,
  `INSERT INTO notifications VALUES ('9d', 'App\\\\Notifications\\\\Welcome', 'App\\\\Models\\\\User', 2, '{}', NULL, '2025-11-15 07:00:00')`,
];
