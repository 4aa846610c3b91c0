import { adoptCommand } from './adopt.ts';
import { backupCommand } from './backup.ts';
import { backupKeyCommand } from './backup-key.ts';
import { backupListCommand } from './backup-list.ts';
import { backupVerifyCommand } from './backup-verify.ts';
import { clerkSyncCommand } from './clerk-sync.ts';
import type { Command } from './command.ts';
import { configCommand } from './config.ts';
import { dbDescribeCommand } from './db-describe.ts';
import { dbOptimizeCommand } from './db-optimize.ts';
import { dbProcessesCommand } from './db-processes.ts';
import { dbPullCommand } from './db-pull.ts';
import { dbPushCommand } from './db-push.ts';
import { dbStatsCommand } from './db-stats.ts';
import { deployCommand } from './deploy.ts';
import { devResetCommand } from './dev-reset.ts';
import { doctorCommand } from './doctor.ts';
import { driftCommand } from './drift.ts';
import { maintenanceCommand } from './maintenance.ts';
import { migrateCommand } from './migrate.ts';
import { migrateCreateCommand } from './migrate-create.ts';
import { migrateDiffCommand } from './migrate-diff.ts';
import { migrateResolveCommand } from './migrate-resolve.ts';
import { migrateRollbackCommand } from './migrate-rollback.ts';
import { migrateStatusCommand } from './migrate-status.ts';
import { rehearseCommand } from './rehearse.ts';
import { restoreCommand } from './restore.ts';
import { schemaFormatCommand } from './schema-format.ts';
import { schemaValidateCommand } from './schema-validate.ts';
import { secondFactorsResetCommand } from './second-factors-reset.ts';
import { seedCommand } from './seed.ts';
import { studioCommand } from './studio.ts';
import { userCreateCommand } from './user-create.ts';

/** Every command of `bin/staka`, in the order of its help. */
export const COMMANDS: readonly Command[] = [
  migrateCommand,
  migrateStatusCommand,
  migrateRollbackCommand,
  migrateResolveCommand,
  migrateCreateCommand,
  migrateDiffCommand,
  driftCommand,
  adoptCommand,
  schemaValidateCommand,
  schemaFormatCommand,
  doctorCommand,
  maintenanceCommand,
  deployCommand,
  configCommand,
  dbStatsCommand,
  dbProcessesCommand,
  dbOptimizeCommand,
  dbDescribeCommand,
  dbPushCommand,
  dbPullCommand,
  backupCommand,
  backupListCommand,
  backupVerifyCommand,
  rehearseCommand,
  backupKeyCommand,
  restoreCommand,
  studioCommand,
  seedCommand,
  devResetCommand,
  userCreateCommand,
  clerkSyncCommand,
  secondFactorsResetCommand,
];
