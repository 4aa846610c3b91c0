import { backupStores, findArchive, newestBackup, targetStore } from '#ops/backup/backup-stores.ts';
import type { ArchiveSource } from '#ops/backup/read-archive.ts';
import { isRehearsalDue } from '#ops/rehearsal/due.ts';
import { rehearsalErrors } from '#ops/rehearsal/errors.ts';
import { type Rehearsal, whileRehearsing } from '#ops/rehearsal/rehearse.ts';
import { runRehearsal } from '#ops/rehearsal/run-rehearsal.ts';
import { latestRuns } from '#ops/runs/latest-runs.ts';
import { type Db, openDatabase } from '#platform/db/db.ts';
import { CodedError } from '#platform/http/errors.ts';
import { backupPlaces } from './backup.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';

export const backupRehearseCommand: Command = {
  name: 'backup:rehearse',
  summary: {
    fr: 'Restaure la sauvegarde la plus récente dans une base temporaire, compare tout, et supprime cette base ; rien d’autre n’est touché.',
    en: 'Restores the newest backup into a temporary database, compares everything, and drops that database; nothing else is touched.',
  },
  options: {
    file: {
      type: 'string',
      placeholder: 'FICHIER',
      summary: {
        fr: 'Une autre sauvegarde : un chemin, ou un nom de backup:list.',
        en: 'Another backup: a path, or a name of backup:list.',
      },
    },
    'if-due': {
      type: 'boolean',
      summary: {
        fr: 'Seulement si la dernière répétition réussie est plus ancienne que ne le veut BACKUP_REHEARSAL.',
        en: 'Only if the last rehearsal that succeeded is older than BACKUP_REHEARSAL wants.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: { fr: 'Restaurée et comparée, ou pas encore due.', en: 'Restored and compared, or not due yet.' },
    1: {
      fr: 'Elle ne se restaure pas ; les administrateurs en sont avertis.',
      en: 'It cannot be restored; the administrators are told.',
    },
  },
  examples: ['backup:rehearse', 'backup:rehearse --json'],
  run: async (call) => {
    const db = await openDatabase({ url: call.secrets.databaseUrl });
    try {
      await whileRehearsing(backupPlaces(call).url, () => rehearseChosen(call, db));
    } finally {
      await db.destroy();
    }
    return undefined;
  },
};

async function rehearseChosen(call: CommandCall, db: Db): Promise<void> {
  if (!(await isWanted(call, db))) return reportNotDue(call);
  const { url } = backupPlaces(call);
  const source = await chooseBackup(call).catch((error: unknown) => outOfReach(call, error));
  const origin = call.values['if-due'] === true ? 'schedule' : 'cli';
  const rehearsal = await runRehearsal(db, { ...source, url, dataDir: call.config.dataDir, origin });
  report(call, source.name, rehearsal);
}

async function isWanted({ values, config }: CommandCall, db: Db): Promise<boolean> {
  if (values['if-due'] !== true) return true;
  if (config.backupRehearsal === 'never') return false;
  return isRehearsalDue(await latestRuns(db, { kind: 'REHEARSAL', limit: 50 }), config.backupRehearsal);
}

/** @throws REHEARSAL_NO_BACKUP */
async function chooseBackup(call: CommandCall): Promise<ArchiveSource & { name: string }> {
  if (typeof call.values.file === 'string') return findArchive(call, call.values.file);
  const newest = await newestBackup(call);
  if (newest) return findArchive(call, newest.path);
  const places = backupStores(call).map(({ name }) => name);
  throw rehearsalErrors.REHEARSAL_NO_BACKUP({ place: places.join(', ') });
}

/** What cannot be reached cannot be restored: the rehearsal takes place, and fails for that reason. */
function outOfReach(call: CommandCall, error: unknown): ArchiveSource & { name: string } {
  const isReason = error instanceof CodedError && error.code.startsWith('BACKUP_S3_');
  if (!isReason) throw error;
  const { name } = targetStore(call);
  const open = () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) });
  return { path: name, name, keys: [], open };
}

function reportNotDue({ values, print, say }: CommandCall): void {
  if (values.json) print(JSON.stringify({ rehearsed: false }));
  else say({ fr: 'Aucune répétition n’est due.', en: 'No rehearsal is due.' });
}

function report({ values, print, say }: CommandCall, name: string, rehearsal: Rehearsal): void {
  if (values.json) {
    print(JSON.stringify({ rehearsed: true, backup: name, ...rehearsal }));
    return;
  }
  const { tables, rows, files, missingFiles, isStandIn, milliseconds } = rehearsal;
  if (isStandIn)
    say({
      fr: 'Le serveur ne laisse pas cet utilisateur créer une base : un fichier SQLite en a tenu lieu.',
      en: 'The server lets this user make no database: a file of SQLite stood in for one.',
    });
  if (missingFiles > 0)
    say({
      fr: `Sans les octets de ${missingFiles} fichiers, qui manquaient déjà quand elle a été faite.`,
      en: `Without the bytes of ${missingFiles} files, which were missing already when it was made.`,
    });
  const seconds = (milliseconds / 1000).toFixed(1);
  say({
    fr: `${name} se restaure : ${rows} lignes de ${tables} tables et ${files} fichiers, relus et comparés en ${seconds} s.`,
    en: `${name} can be restored: ${rows} rows of ${tables} tables and ${files} files, read back and compared in ${seconds} s.`,
  });
}
