import { listReachable } from '#ops/backup/backup-stores.ts';
import { rehearsedBackups } from '#ops/rehearsal/rehearsed-backups.ts';
import { openDatabase } from '#platform/db/db.ts';
import { sized } from '#platform/quantities.ts';
import type { Command } from './command.ts';

export const backupListCommand: Command = {
  name: 'backup:list',
  summary: {
    fr: 'Liste les sauvegardes, la plus récente d’abord, et dit laquelle a été restaurée en répétition, et quand.',
    en: 'Lists the backups, newest first, and says which was restored in rehearsal, and when.',
  },
  options: {
    json: {
      type: 'boolean',
      summary: {
        fr: 'Écrit un tableau JSON : path, createdAt, bytes, provider, table, encrypted, rehearsedAt.',
        en: 'Writes a JSON array: path, createdAt, bytes, provider, table, encrypted, rehearsedAt.',
      },
    },
  },
  examples: ['backup:list --json'],
  run: async ({ config, secrets, values, print, say, language }) => {
    const rehearsedAt = await lastRehearsals(secrets.databaseUrl);
    const { listed, failure } = await listReachable({ config, secrets });
    const backups = listed.map((backup) => ({
      ...backup,
      rehearsedAt: rehearsedAt.get(backup.name) ?? null,
    }));
    if (values.json) print(JSON.stringify(backups.map(({ name: _name, ...backup }) => backup)));
    else if (backups.length === 0) say({ fr: 'Aucune sauvegarde.', en: 'No backups.' });
    else
      for (const { createdAt, bytes, provider, encrypted, table, rehearsedAt: at, path } of backups) {
        const columns = [
          toSeconds(createdAt),
          sized(bytes, language).padStart(12),
          provider.padEnd(10),
          (encrypted ? 'age' : '').padEnd(3),
          (table ?? '*').padEnd(16),
          at === null ? ''.padEnd(20) : toSeconds(at),
          path,
        ];
        print(columns.join('  '));
      }
    if (failure !== null) throw failure;
    return undefined;
  },
};

function toSeconds(at: Date): string {
  return at.toISOString().slice(0, 19).concat('Z');
}

/** By the name of the backup, when it was last restored; none where the database cannot say. */
async function lastRehearsals(url: string): Promise<ReadonlyMap<string, Date>> {
  try {
    const db = await openDatabase({ url });
    try {
      return await rehearsedBackups(db);
    } finally {
      await db.destroy();
    }
  } catch {
    return new Map();
  }
}
