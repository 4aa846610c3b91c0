-- CreateEnum
CREATE TYPE "OperationKind" AS ENUM ('BACKUP', 'VERIFICATION', 'REHEARSAL', 'RESTORE', 'MIGRATION', 'OPTIMIZATION', 'DIAGNOSIS', 'DEPLOYMENT');

-- CreateEnum
CREATE TYPE "OperationStatus" AS ENUM ('RUNNING', 'SUCCEEDED', 'FAILED');

-- CreateTable
CREATE TABLE "operation_runs" (
    "id" TEXT NOT NULL,
    "kind" "OperationKind" NOT NULL,
    "status" "OperationStatus" NOT NULL DEFAULT 'RUNNING',
    "startedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMP(3),
    "heartbeatAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "progress" INTEGER,
    "step" VARCHAR(191),
    "actorId" TEXT,
    "origin" VARCHAR(20) NOT NULL,
    "process" VARCHAR(191) NOT NULL,
    "version" VARCHAR(50) NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,

    CONSTRAINT "operation_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "process_measurements" (
    "id" TEXT NOT NULL,
    "measuredAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "process" VARCHAR(191) NOT NULL,
    "cpuPermille" INTEGER NOT NULL,
    "memoryKib" INTEGER NOT NULL,
    "eventLoopDelayMicros" INTEGER NOT NULL,
    "requests" INTEGER NOT NULL,
    "serverErrors" INTEGER NOT NULL,
    "databaseConnections" INTEGER NOT NULL,
    "databaseKib" INTEGER,

    CONSTRAINT "process_measurements_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "operation_runs_kind_startedAt_idx" ON "operation_runs"("kind", "startedAt");

-- CreateIndex
CREATE INDEX "process_measurements_measuredAt_idx" ON "process_measurements"("measuredAt");
