import { backupFolder, listBackups } from '#ops/backup/list-backups.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import type { Loaded } from '#platform/config/config.ts';
import type { Bilingual } from '#platform/terminal.ts';

/** What is examined: one installation, with the machine it is on. */
export interface Patient extends Loaded {
  /** Every file and row instead of some of them. */
  readonly thorough: boolean;
  readonly language: keyof Bilingual;
  /** `v26.10.0` */
  readonly nodeVersion: string;
  readonly now: () => Date;
  /** What a server may hold; `MOST_MEMORY_BYTES` but for tests. */
  readonly mostMemoryBytes: number;
  /** The file that variables are read from, there or not. */
  readonly envFile: string;
  /** Where servers of this machine write their logs. */
  readonly logFolder: string;
  /** Where the migrations are. */
  readonly migrations: URL;
  /** The folder that the web application is built into. */
  readonly webFolder: string;
  /** One connection for all checks; rejects when the database cannot be reached. */
  readonly database: () => Promise<MigrationDatabase>;
}

export interface Finding {
  /** `skipped`: it does not concern this installation, or cannot be looked at as long as something else is red. */
  readonly state: 'green' | 'red' | 'skipped';
  /** What was found. */
  readonly found: Bilingual;
  /** The command that mends it, or what to do where no command can; null where nothing is to be mended. */
  readonly cure: Bilingual | null;
}

export interface Check {
  /** `data-folder`: the same in both languages, for scripts; docs/operations/doctor.md has a paragraph of that name. */
  readonly name: string;
  readonly title: Bilingual;
  readonly examine: (patient: Patient) => Promise<Finding>;
}

export const MOST_MEMORY_BYTES = 1024 ** 3;

export function green(found: string | Bilingual): Finding {
  return { state: 'green', found: inBoth(found), cure: null };
}

export function red(found: string | Bilingual, cure: string | Bilingual): Finding {
  return { state: 'red', found: inBoth(found), cure: inBoth(cure) };
}

export function skipped(found: Bilingual): Finding {
  return { state: 'skipped', found, cure: null };
}

/** Why something failed, as the system or a driver says it, without the addresses that may hold a password. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`.replace(/\/\/[^/@\s]*@/g, '//');
}

export const CORRECT_ENV: Bilingual = {
  fr: 'Corrigez .env (docs/operations/configuration.fr.md)',
  en: 'Correct .env (docs/operations/configuration.md)',
};

/** The newest backup of the whole installation, or the word that stands for one where there is none. */
export async function newestBackup(config: Patient['config']): Promise<string> {
  const [newest] = (await listBackups(backupFolder(config))).filter(({ table }) => table === null);
  return newest?.name ?? 'BACKUP';
}

function inBoth(text: string | Bilingual): Bilingual {
  return typeof text === 'string' ? { fr: text, en: text } : text;
}
