-- WARNING: table operation_runs is dropped with all its rows
-- WARNING: table process_measurements is dropped with all its rows

-- DropTable
DROP TABLE `operation_runs`;

-- DropTable
DROP TABLE `process_measurements`;
