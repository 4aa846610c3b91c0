-- WARNING: table maintenance is dropped with all its rows

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "maintenance";
PRAGMA foreign_keys=on;
