type Reasoned = readonly [command: RegExp, reason: string];

/** Commands of Staka that are read here and not run, and where they are. */
export const NOT_RUN: readonly Reasoned[] = [
  [/^deploy\b/, 'needs a clone with its remote and a server: cli/deploy.test.ts, ops/deploy/way-back.test.ts'],
  [/^adopt\b/, 'needs a database of another program: ops/adopt'],
  [/^clerk:sync\b/, 'asks Clerk: cli/clerk-sync.test.ts'],
  [/^migrate:create\b/, 'writes into this very tree: ops/migrate/create.test.ts'],
  [/^migrate:resolve\b/, 'names a migration that is not of this tree: cli/migrate.test.ts'],
  [/^drift --adopt\b/, 'writes into this very tree: cli/drift.test.ts'],
  [/^dev:reset$/, 'asks for a name at a terminal: cli/schema.test.ts'],
  [/^schema:format$/, 'writes into this very tree: cli/schema.test.ts'],
  [/--into=(?:postgresql|mysql):/, 'needs another server: ops/backup/restore-anywhere.test.ts'],
  [/^restore(?: FILE)?$/, 'asks a person for the name of the database: cli/backup.test.ts'],
  [/^migrate:rollback --restore=latest$/, 'needs the backup that a migration has made: ops/migrate'],
  [/^studio --port/, 'serves until it is stopped: ops/studio'],
];

/** Commands of the system and of others, and why they are not run. */
export const SHELL_COMMANDS: readonly Reasoned[] = [
  [/^(?:useradd|chown|install|systemctl|systemd-analyze) /, 'change the machine, and want root'],
  [/^(?:nginx|apachectl|caddy) /, 'want that proxy on the machine; the samples were tried with each'],
  [/^docker compose /, 'wants Docker'],
  [/^npm (?:start|run [\w:-]+)$/, 'are run by bin/bin.test.ts, and the names checked by test/documents.test.ts'],
  [/^node test\/migrations\/write-structures\.ts$/, 'writes into this very tree, with three databases'],
  [/^git (?:clone|fetch|checkout|log) /, 'are of git: ops/deploy/git.ts runs them'],
  [/^cd \/opt\/staka$/, 'is the place of an installation'],
  [/^ssh -L /, 'wants another machine'],
  [/^curl /, 'asks a running server: ops/checklist and modules/audit do so'],
  [/^(?:cp|gunzip) .*data\/backups\/adoption-/, 'put back what an adoption has left: ops/adopt'],
];
