import { backupFolder, listBackups } from '#ops/backup/list-backups.ts';
import type { Command } from './command.ts';

export const backupListCommand: Command = {
  name: 'backup:list',
  summary: {
    fr: 'Liste les sauvegardes, la plus récente d’abord.',
    en: 'Lists the backups, newest first.',
  },
  options: {
    json: {
      type: 'boolean',
      summary: {
        fr: 'Écrit un tableau JSON : path, createdAt, bytes, provider, table, encrypted.',
        en: 'Writes a JSON array: path, createdAt, bytes, provider, table, encrypted.',
      },
    },
  },
  examples: ['backup:list --json'],
  run: async ({ config, values, print, say }) => {
    const backups = await listBackups(backupFolder(config));
    if (values.json) print(JSON.stringify(backups.map(({ name: _name, ...backup }) => backup)));
    else if (backups.length === 0) say({ fr: 'Aucune sauvegarde.', en: 'No backups.' });
    else
      for (const { createdAt, bytes, provider, encrypted, table, path } of backups) {
        const columns = [
          createdAt.toISOString().slice(0, 19).concat('Z'),
          `${Math.ceil(bytes / 1024)} KiB`.padStart(12),
          provider.padEnd(10),
          (encrypted ? 'age' : '').padEnd(3),
          (table ?? '*').padEnd(16),
          path,
        ];
        print(columns.join('  '));
      }
    return undefined;
  },
};
