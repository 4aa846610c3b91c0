-- CreateTable
CREATE TABLE "maintenance" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "message" TEXT,
    "retryAfterSeconds" INTEGER NOT NULL,
    "secretSalt" TEXT,
    "passHash" TEXT,
    "startedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
