-- CreateTable
CREATE TABLE "maintenance" (
    "id" VARCHAR(20) NOT NULL,
    "message" TEXT,
    "retryAfterSeconds" INTEGER NOT NULL,
    "secretSalt" VARCHAR(64),
    "passHash" VARCHAR(64),
    "startedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "maintenance_pkey" PRIMARY KEY ("id")
);
