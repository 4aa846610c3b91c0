-- CreateTable
CREATE TABLE "operation_runs" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL CONSTRAINT "operation_runs_kind_check" CHECK ("kind" IN ('BACKUP', 'VERIFICATION', 'REHEARSAL', 'RESTORE', 'MIGRATION', 'OPTIMIZATION', 'DIAGNOSIS', 'DEPLOYMENT')),
    "status" TEXT NOT NULL DEFAULT 'RUNNING' CONSTRAINT "operation_runs_status_check" CHECK ("status" IN ('RUNNING', 'SUCCEEDED', 'FAILED')),
    "startedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" DATETIME,
    "heartbeatAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "progress" INTEGER,
    "step" TEXT,
    "actorId" TEXT,
    "origin" TEXT NOT NULL,
    "process" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT
);

-- CreateTable
CREATE TABLE "process_measurements" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "measuredAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "process" TEXT NOT NULL,
    "cpuPermille" INTEGER NOT NULL,
    "memoryKib" INTEGER NOT NULL,
    "eventLoopDelayMicros" INTEGER NOT NULL,
    "requests" INTEGER NOT NULL,
    "serverErrors" INTEGER NOT NULL,
    "databaseConnections" INTEGER NOT NULL,
    "databaseKib" INTEGER
);

-- CreateIndex
CREATE INDEX "operation_runs_kind_startedAt_idx" ON "operation_runs"("kind", "startedAt");

-- CreateIndex
CREATE INDEX "process_measurements_measuredAt_idx" ON "process_measurements"("measuredAt");
