-- WARNING: table operation_runs is dropped with all its rows
-- WARNING: table process_measurements is dropped with all its rows

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "operation_runs";
PRAGMA foreign_keys=on;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "process_measurements";
PRAGMA foreign_keys=on;
