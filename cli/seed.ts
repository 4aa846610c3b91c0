import { join } from 'node:path';
import { openDatabase } from '#platform/db/db.ts';
import { createFolderStorage } from '#platform/storage/folder-storage.ts';
import { seed } from '#prisma/seed.ts';
import type { Command } from './command.ts';

export const seedCommand: Command = {
  name: 'seed',
  summary: {
    fr: 'Met dans la base les données d’exemple du développement ; refusé en production.',
    en: 'Puts the sample data of development into the database; refused in production.',
  },
  run: async ({ config, secrets, say }) => {
    const db = await openDatabase({ url: secrets.databaseUrl });
    try {
      const storage = await createFolderStorage(join(config.dataDir, 'files'));
      const added = await seed({ db, storage, environment: config.environment });
      say(
        added === 0
          ? {
              fr: 'Les données d’exemple y étaient déjà : rien n’a changé.',
              en: 'The sample data was there already: nothing has changed.',
            }
          : { fr: `Données d’exemple : ${added} lignes ajoutées.`, en: `Sample data: ${added} rows added.` },
      );
    } finally {
      await db.destroy();
    }
    return undefined;
  },
};
