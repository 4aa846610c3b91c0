import { findArchive } from '#ops/backup/backup-stores.ts';
import { verifyBackup } from '#ops/backup/verify-backup.ts';
import type { Command } from './command.ts';

export const backupVerifyCommand: Command = {
  name: 'backup:verify',
  summary: {
    fr: 'Relit toute une sauvegarde (un chemin, une adresse s3://…, ou un nom de backup:list) et recalcule chaque somme.',
    en: 'Reads all of a backup (a path, an address s3://…, or a name of backup:list) and computes every sum again.',
  },
  positionals: [{ fr: 'FICHIER', en: 'FILE' }],
  options: {
    json: {
      type: 'boolean',
      summary: {
        fr: 'Écrit le manifeste en JSON : date, version, base, migrations, tables avec lignes et SHA-256, fichiers.',
        en: 'Writes the manifest as JSON: date, version, database, migrations, tables with rows and SHA-256, files.',
      },
    },
  },
  exitCodes: {
    0: { fr: 'Intacte.', en: 'Intact.' },
    1: {
      fr: 'Abîmée, ne serait-ce que d’un octet, ou illisible.',
      en: 'Damaged, if only by a byte, or not to be read.',
    },
  },
  examples: ['backup:verify data/backups/staka-20261121T143200123Z-sqlite.tar.zst'],
  run: async ({ config, secrets, positionals: [file = ''], values, print, say }) => {
    const manifest = await verifyBackup(await findArchive({ config, secrets }, file));
    if (values.json) {
      print(JSON.stringify(manifest));
      return undefined;
    }
    const { createdAt, provider, stakaVersion, summary } = manifest;
    const rows = summary.tables.reduce((sum, table) => sum + table.rows, 0);
    say({
      fr: `Intacte : ${rows} lignes de ${summary.tables.length} tables et ${summary.files.length} fichiers, de ${provider}, le ${createdAt}, par Staka ${stakaVersion}.`,
      en: `Intact: ${rows} rows of ${summary.tables.length} tables and ${summary.files.length} files, from ${provider}, at ${createdAt}, by Staka ${stakaVersion}.`,
    });
    return undefined;
  },
};
