/** Seed 004's PostgreSQL: people synchronised from Clerk, without passwords, and mentors paid in euros. */
export const MENTORS: string[] = [
  `CREATE TYPE "Role" AS ENUM ('ADMIN', 'MENTOR', 'USER')`,
  `CREATE TABLE "User" ("id" TEXT PRIMARY KEY, "email" TEXT NOT NULL UNIQUE, "firstName" TEXT, "lastName" TEXT, "role" "Role" NOT NULL DEFAULT 'USER', "imageUrl" TEXT, "bio" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT now(), "updatedAt" TIMESTAMP(3) NOT NULL)`,
  `CREATE TABLE "MentorProfile" ("id" TEXT PRIMARY KEY, "userId" TEXT NOT NULL UNIQUE REFERENCES "User"("id") ON DELETE CASCADE, "expertise" TEXT[], "hourlyRate" DOUBLE PRECISION NOT NULL, "availability" JSONB)`,
  `INSERT INTO "User" VALUES ('user_2abcDEF', 'mentor@example.com', 'Ada', 'Lovelace', 'MENTOR', 'https://img.clerk.com/x', 'Algorithmes', '2025-01-01', '2025-01-01'),
    ('user_2xyzGHI', 'eleve@example.com', NULL, NULL, 'USER', NULL, NULL, '2025-01-02', '2025-01-02')`,
  `INSERT INTO "MentorProfile" VALUES ('mp1', 'user_2abcDEF', '{poésie,"roman, noir"}', 49.995, '{"lundi": ["09:00-12:00"]}'), ('mp2', 'user_2xyzGHI', '{}', 0, NULL)`,
];
