import type { Command } from './command.ts';

/** A command under its name. It is loaded when it is asked for, so that none waits for what the others need. */
export interface NamedCommand {
  /** `migrate:create` */
  readonly name: string;
  readonly load: () => Promise<Command>;
}

/** Every command of `bin/staka`, in the order of its help. */
export const COMMANDS: readonly NamedCommand[] = [
  { name: 'migrate', load: async () => (await import('./migrate.ts')).migrateCommand },
  { name: 'migrate:status', load: async () => (await import('./migrate-status.ts')).migrateStatusCommand },
  { name: 'migrate:rollback', load: async () => (await import('./migrate-rollback.ts')).migrateRollbackCommand },
  { name: 'migrate:resolve', load: async () => (await import('./migrate-resolve.ts')).migrateResolveCommand },
  { name: 'migrate:create', load: async () => (await import('./migrate-create.ts')).migrateCreateCommand },
  { name: 'migrate:diff', load: async () => (await import('./migrate-diff.ts')).migrateDiffCommand },
  { name: 'drift', load: async () => (await import('./drift.ts')).driftCommand },
  { name: 'adopt', load: async () => (await import('./adopt.ts')).adoptCommand },
  { name: 'schema:validate', load: async () => (await import('./schema-validate.ts')).schemaValidateCommand },
  { name: 'schema:format', load: async () => (await import('./schema-format.ts')).schemaFormatCommand },
  { name: 'doctor', load: async () => (await import('./doctor.ts')).doctorCommand },
  { name: 'maintenance', load: async () => (await import('./maintenance.ts')).maintenanceCommand },
  { name: 'deploy', load: async () => (await import('./deploy.ts')).deployCommand },
  { name: 'config', load: async () => (await import('./config.ts')).configCommand },
  { name: 'db:stats', load: async () => (await import('./db-stats.ts')).dbStatsCommand },
  { name: 'db:processes', load: async () => (await import('./db-processes.ts')).dbProcessesCommand },
  { name: 'db:optimize', load: async () => (await import('./db-optimize.ts')).dbOptimizeCommand },
  { name: 'db:describe', load: async () => (await import('./db-describe.ts')).dbDescribeCommand },
  { name: 'db:push', load: async () => (await import('./db-push.ts')).dbPushCommand },
  { name: 'db:pull', load: async () => (await import('./db-pull.ts')).dbPullCommand },
  { name: 'backup', load: async () => (await import('./backup.ts')).backupCommand },
  { name: 'backup:list', load: async () => (await import('./backup-list.ts')).backupListCommand },
  { name: 'backup:verify', load: async () => (await import('./backup-verify.ts')).backupVerifyCommand },
  { name: 'backup:rehearse', load: async () => (await import('./backup-rehearse.ts')).backupRehearseCommand },
  { name: 'backup:key', load: async () => (await import('./backup-key.ts')).backupKeyCommand },
  { name: 'restore', load: async () => (await import('./restore.ts')).restoreCommand },
  { name: 'studio', load: async () => (await import('./studio.ts')).studioCommand },
  { name: 'seed', load: async () => (await import('./seed.ts')).seedCommand },
  { name: 'dev:reset', load: async () => (await import('./dev-reset.ts')).devResetCommand },
  { name: 'user:create', load: async () => (await import('./user-create.ts')).userCreateCommand },
  { name: 'clerk:sync', load: async () => (await import('./clerk-sync.ts')).clerkSyncCommand },
  {
    name: 'second-factors:reset',
    load: async () => (await import('./second-factors-reset.ts')).secondFactorsResetCommand,
  },
];
