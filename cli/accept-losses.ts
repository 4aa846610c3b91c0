import { createInterface } from 'node:readline/promises';
import { databaseName } from '#ops/backup/database-name.ts';
import { migrationErrors } from '#ops/migrate/errors.ts';
import type { MadeBackup } from '#ops/migrate/safely.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { backupPlaces } from './backup.ts';
import type { CommandCall } from './command.ts';
import { CONFIRM_OPTION, isNameTyped } from './confirm-name.ts';

/** What every command takes that may lose data by migrating. */
export const LOSS_OPTIONS = {
  'accept-data-loss': {
    type: 'boolean',
    summary: {
      fr: 'Accepte ce que le plan dit perdre ; le nom de la base est demandé, et une sauvegarde faite d’abord.',
      en: 'Accepts what the plan says is lost; the name of the database is asked for, and a backup made first.',
    },
  },
  ...CONFIRM_OPTION,
} as const;

/** @throws MIGRATION_DESTROYS, MIGRATION_NOT_CONFIRMED */
export async function acceptLosses(call: CommandCall, losses: readonly Bilingual[]): Promise<void> {
  if (losses.length === 0) return;
  const join = (language: 'fr' | 'en', mark: string) => losses.map((loss) => loss[language]).join(mark);
  const joined = { fr: join('fr', ' ; '), en: join('en', '; ') };
  if (!call.values['accept-data-loss']) throw migrationErrors.MIGRATION_DESTROYS({ losses: joined });
  const database = databaseName(backupPlaces(call).url);
  const question = {
    fr: `« ${database} » : ${joined.fr}. Tapez le nom de la base pour continuer : `,
    en: `“${database}”: ${joined.en}. Type the name of the database to go on: `,
  };
  if (!(await isNameTyped(call, database, question))) throw migrationErrors.MIGRATION_NOT_CONFIRMED({ database });
}

/**
 * Asks whether to go on, of a person at a terminal in production who has not been asked for the name already.
 * @throws MIGRATION_DECLINED
 */
export async function askToGoOn(call: CommandCall, question: Bilingual): Promise<void> {
  const { config, values, language } = call;
  const isAsked = config.environment === 'production' && process.stdin.isTTY && !values.json;
  if (!isAsked || values.force || values['accept-data-loss']) return;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(question[language]);
    if (!/^\s*(o|oui|y|yes)\s*$/i.test(answer)) throw migrationErrors.MIGRATION_DECLINED();
  } finally {
    terminal.close();
  }
}

/** Says where the backup is, as soon as it is made. */
export function sayBackup({ say, values }: CommandCall): (made: MadeBackup) => void {
  return ({ path, missingFiles }) => {
    if (values.json) return;
    say({ fr: `Sauvegarde : ${path}`, en: `Backup: ${path}` });
    if (missingFiles.length > 0)
      say({
        fr: `Elle est sans les octets de ${missingFiles.length} fichiers, qui manquaient déjà (voir « staka doctor »).`,
        en: `It is without the bytes of ${missingFiles.length} files, which were missing already (see “staka doctor”).`,
      });
  };
}
