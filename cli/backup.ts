import { basename, join } from 'node:path';
import { backupStores, targetStore } from '#ops/backup/backup-stores.ts';
import { type Backup, createBackup } from '#ops/backup/create-backup.ts';
import { type BackupFile, backupFolder } from '#ops/backup/list-backups.ts';
import { makeNativeDump } from '#ops/backup/native/native-dump.ts';
import { pruneBackups } from '#ops/backup/retention.ts';
import { recordRun } from '#ops/runs/record-run.ts';
import type { BackupRetention } from '#platform/config/backup-variables.ts';
import { openDatabase } from '#platform/db/db.ts';
import type { Command, CommandCall } from './command.ts';
import { cliErrors } from './errors.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: {
    fr: 'Sauvegarde la base et les fichiers en un seul fichier vérifiable, pendant que tout continue ; son chemin est la dernière ligne.',
    en: 'Backs up the database and the files into one verifiable file, while everything goes on; its path is the last line.',
  },
  options: {
    table: {
      type: 'string',
      placeholder: 'TABLE',
      summary: { fr: 'Les lignes de cette table seulement.', en: 'The rows of this table alone.' },
    },
    'skip-missing': {
      type: 'boolean',
      summary: {
        fr: 'Sauvegarde même si des octets de fichiers manquent ; ils y sont nommés.',
        en: 'Backs up even where bytes of files are missing; they are named in it.',
      },
    },
    native: {
      type: 'boolean',
      summary: {
        fr: 'Par le programme de la base (pg_dump, mysqldump, ou la copie de SQLite) : ses lignes seules, que seule une base du même genre relit.',
        en: 'By the program of the database (pg_dump, mysqldump, or SQLite’s copy): its rows alone, which only a database of the same kind reads.',
      },
    },
    scheduled: {
      type: 'boolean',
      summary: {
        fr: 'Note que l’horaire l’a demandée, et non quelqu’un.',
        en: 'Notes that the schedule asked for it, and nobody.',
      },
    },
    'keep-hourly': keepOption({ fr: 'heures', en: 'hours' }),
    'keep-daily': keepOption({ fr: 'jours', en: 'days' }),
    'keep-weekly': keepOption({ fr: 'semaines', en: 'weeks' }),
    json: {
      type: 'boolean',
      summary: {
        fr: 'Écrit un objet JSON : path, bytes, createdAt, provider, tables, rows, files, missingFiles, removed.',
        en: 'Writes one JSON object: path, bytes, createdAt, provider, tables, rows, files, missingFiles, removed.',
      },
    },
  },
  exitCodes: {
    0: { fr: 'Sauvegardé.', en: 'Backed up.' },
    1: { fr: 'Rien n’a été sauvegardé.', en: 'Nothing was backed up.' },
  },
  examples: ['backup', 'backup --keep-hourly=24 --keep-daily=7 --keep-weekly=8', 'backup --table=user_sessions'],
  run: async (call) => {
    if (call.values.native === true) return dumpNatively(call);
    const retention = readRetention(call);
    const { path, bytes, manifest } = await recordedBackup(call);
    const removed = retention ? await prune(call, retention) : [];
    const { tables, files, missingFiles } = manifest.summary;
    const told = {
      path,
      bytes,
      createdAt: manifest.createdAt,
      provider: manifest.provider,
      tables: tables.length,
      rows: tables.reduce((sum, { rows }) => sum + rows, 0),
      files: files.length,
      missingFiles,
      removed: removed.map((backup) => backup.path),
    };
    if (call.values.json) call.print(JSON.stringify(told));
    else report(call, told);
    return undefined;
  },
};

/** @throws CLI_OPTIONS_EXCLUSIVE */
async function dumpNatively(call: CommandCall): Promise<undefined> {
  const { config, values, print, say } = call;
  for (const other of ['table', 'skip-missing'])
    if (values[other] !== undefined) throw cliErrors.CLI_OPTIONS_EXCLUSIVE({ one: 'native', other });
  const { url, keys } = backupPlaces(call);
  const dump = await makeNativeDump({ url, keys, store: targetStore(call), dataDir: config.dataDir });
  if (values.json) {
    print(JSON.stringify({ native: true, ...dump }));
    return;
  }
  say({
    fr: 'Les lignes seules, sans les fichiers ; aucune liste ne la montre et rien ne la supprime :',
    en: 'The rows alone, without the files; no list shows it, and nothing removes it:',
  });
  print(dump.path);
}

async function recordedBackup(call: CommandCall): Promise<Backup> {
  const db = await openDatabase({ url: call.secrets.databaseUrl });
  try {
    const origin = call.values.scheduled === true ? 'schedule' : 'cli';
    return await recordRun(db, { kind: 'BACKUP', origin }, async (run) => {
      const backup = await createBackup({ ...backupPlaces(call), ...chosen(call), store: targetStore(call) });
      const { tables, files } = backup.manifest.summary;
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      run.note({
        backup: basename(backup.path),
        bytes: backup.bytes,
        tables: tables.length,
        rows,
        files: files.length,
      });
      return backup;
    });
  } finally {
    await db.destroy();
  }
}

async function prune(call: CommandCall, retention: BackupRetention): Promise<BackupFile[]> {
  const removed = await Promise.all(backupStores(call).map((store) => pruneBackups(store, retention)));
  return removed.flat();
}

/** What backing up and restoring take from the configuration. */
export function backupPlaces({ config, secrets }: CommandCall) {
  return {
    url: secrets.directUrl ?? secrets.databaseUrl,
    folder: backupFolder(config),
    filesFolder: join(config.dataDir, 'files'),
    keys: secrets.backupKeys,
  };
}

function keepOption(periods: { fr: string; en: string }) {
  return {
    type: 'string',
    placeholder: 'N',
    summary: {
      fr: `Garde ensuite la dernière sauvegarde de chacune des N dernières périodes (${periods.fr}), et supprime ce que rien ne garde.`,
      en: `Then keeps the last backup of each of the last N periods (${periods.en}), and removes what nothing keeps.`,
    },
  } as const;
}

function chosen({ values }: CommandCall) {
  return {
    table: typeof values.table === 'string' ? values.table : undefined,
    skipMissing: values['skip-missing'] === true,
  };
}

/** As the options say; where there is none, as BACKUP_KEEP says. */
function readRetention(call: CommandCall): BackupRetention | null {
  const [hourly, daily, weekly] = (['keep-hourly', 'keep-daily', 'keep-weekly'] as const).map((option) =>
    readCount(call, option),
  );
  if (hourly === undefined && daily === undefined && weekly === undefined) return call.config.backupKeep;
  return { hourly: hourly ?? 0, daily: daily ?? 0, weekly: weekly ?? 0 };
}

function readCount({ values }: CommandCall, option: string): number | undefined {
  const value = values[option];
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(String(value))) throw cliErrors.CLI_NUMBER_EXPECTED({ option, value: String(value) });
  return Number(value);
}

interface Told {
  readonly path: string;
  readonly rows: number;
  readonly tables: number;
  readonly files: number;
  readonly missingFiles: readonly string[];
  readonly removed: readonly string[];
}

function report({ say, print }: CommandCall, { path, rows, tables, files, missingFiles, removed }: Told): void {
  for (const sha256 of missingFiles)
    say({
      fr: `Sans les octets de ${sha256}, qui manquent.`,
      en: `Without the bytes of ${sha256}, which are missing.`,
    });
  for (const old of removed) say({ fr: `Supprimée : ${old}`, en: `Removed: ${old}` });
  say({
    fr: `${rows} lignes de ${tables} tables, et ${files} fichiers :`,
    en: `${rows} rows of ${tables} tables, and ${files} files:`,
  });
  print(path);
}
