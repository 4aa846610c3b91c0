import { HASH } from './password.ts';

/** Seed 000's PostgreSQL: Prisma's enumerations and preferences, no sessions, and addresses that differ by their case. */
export const PREFERENCES: string[] = [
  `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN', 'EDITEUR')`,
  `CREATE TABLE "users" ("id" UUID NOT NULL DEFAULT gen_random_uuid(), "prenom" VARCHAR(100) NOT NULL, "nom" VARCHAR(100) NOT NULL, "email" TEXT NOT NULL, "password" TEXT NOT NULL,
    "role" "Role" NOT NULL DEFAULT 'USER', "secondRole" "Role", "interests" TEXT[] DEFAULT '{}', "createdAt" TIMESTAMPTZ NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP(3) NOT NULL, CONSTRAINT "users_pkey" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "users_email_key" ON "users"("email")`,
  `CREATE TABLE "user_preferences" ("id" SERIAL PRIMARY KEY, "userId" UUID NOT NULL, "langue" TEXT NOT NULL DEFAULT 'fr', "timezone" TEXT, "emailNotifications" BOOLEAN NOT NULL DEFAULT true,
    "pushNotifications" BOOLEAN NOT NULL DEFAULT true, "createdAt" TIMESTAMP(3) NOT NULL DEFAULT now(), CONSTRAINT "user_preferences_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE)`,
  `CREATE TABLE "orders_archive" ("id" SERIAL PRIMARY KEY, "owner" UUID REFERENCES "users"("id"), "role" "Role")`,
  `CREATE TABLE "_prisma_migrations" (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT,
    rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`,
  `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name) VALUES ('3f', 'a', now(), '20240601000000_init')`,
  `INSERT INTO "users" VALUES
    ('00000000-0000-4000-8000-000000000001', 'Jean', 'Un', 'Jean@Example.com', '${HASH.b}', 'ADMIN', 'EDITEUR', '{poésie,"roman, noir"}', '2024-06-01 12:00:00+02', '2024-06-01 10:00:00'),
    ('00000000-0000-4000-8000-000000000002', 'Jean', 'Deux', 'jean@example.com', '${HASH.a}', 'USER', NULL, '{}', '2024-06-02 12:00:00+02', '2024-06-02 10:00:00'),
    ('00000000-0000-4000-8000-000000000003', 'Léa', 'Trois', 'lea@example.com', '${HASH.y}', 'EDITEUR', NULL, NULL, '2024-06-03 12:00:00+02', 'infinity')`,
  `INSERT INTO "user_preferences" ("userId", "langue", "timezone", "emailNotifications") VALUES
    ('00000000-0000-4000-8000-000000000001', 'English', 'Europe/London', false), ('00000000-0000-4000-8000-000000000002', 'fr-FR', 'Mars/Phobos', true),
    ('00000000-0000-4000-8000-000000000002', 'fr', NULL, true)`,
  `INSERT INTO "orders_archive" ("owner", "role") VALUES ('00000000-0000-4000-8000-000000000001', 'EDITEUR')`,
];
