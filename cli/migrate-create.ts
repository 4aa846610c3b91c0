import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMigration } from '#ops/migrate/create.ts';
import type { Command } from './command.ts';

export const migrateCreateCommand: Command = {
  name: 'migrate:create',
  summary: {
    fr: 'Écrit une migration pour les trois bases d’après ce qui a changé dans prisma/schema.prisma, sans rien appliquer.',
    en: 'Writes a migration for the three databases from what has changed in prisma/schema.prisma, and applies nothing.',
  },
  positionals: [{ fr: 'NOM', en: 'NAME' }],
  options: {
    data: {
      type: 'boolean',
      summary: {
        fr: 'Écrit aussi un programme en TypeScript, qui change ensuite les lignes d’une table par lots.',
        en: 'Writes a program in TypeScript as well, which then changes the rows of a table in batches.',
      },
    },
    table: {
      type: 'string',
      summary: {
        fr: 'La table dont le programme parcourt les lignes ; users sans cela.',
        en: 'The table whose rows the program goes through; users unless told.',
      },
    },
  },
  examples: ['migrate:create add_tarifs', 'migrate:create fill_timezone --data --table=user_preferences'],
  run: async ({ positionals, values, print, say }) => {
    const table = typeof values.table === 'string' ? values.table : 'users';
    const dataOf = values.data || values.table ? table : undefined;
    const created = await createMigration({ name: positionals[0] ?? '', dataOf });
    if (!created) {
      say({
        fr: 'Rien n’a changé dans prisma/schema.prisma depuis la dernière migration.',
        en: 'Nothing has changed in prisma/schema.prisma since the last migration.',
      });
      return undefined;
    }
    for (const file of created.files) print(relative(process.cwd(), fileURLToPath(file)));
    for (const warning of created.warnings) say({ fr: `ATTENTION : ${warning}`, en: `WARNING: ${warning}` });
    say({
      fr: 'Relisez ces fichiers, puis : npm run db:generate, node test/migrations/write-structures.ts et staka migrate.',
      en: 'Review these files, then: npm run db:generate, node test/migrations/write-structures.ts and staka migrate.',
    });
    return undefined;
  },
};
