-- WARNING: table maintenance is dropped with all its rows

-- DropTable
DROP TABLE `maintenance`;
