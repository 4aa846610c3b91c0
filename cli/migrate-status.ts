import { dotted } from '#ops/migrate/format.ts';
import { type HistoryEntry, type MigrationState, migrationHistory, migrationStatus } from '#ops/migrate/status.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';

/** The words of seed 003, whatever the language; what is out of the ordinary is said in the reader's. */
const VERDICTS: Record<MigrationState['state'], Bilingual> = {
  applied: { fr: 'Yes', en: 'Yes' },
  pending: { fr: 'No', en: 'No' },
  unfinished: { fr: 'No (arrêtée à mi-chemin)', en: 'No (stopped half-way)' },
  edited: { fr: 'Yes (fichier modifié depuis)', en: 'Yes (file edited since)' },
  unknown: { fr: 'Yes (inconnue de cette version)', en: 'Yes (unknown to this version)' },
};

export const migrateStatusCommand: Command = {
  name: 'migrate:status',
  summary: {
    fr: 'Dit de chaque migration si elle est appliquée. Code de sortie 1 si la base n’est pas à jour.',
    en: 'Tells of each migration whether it has run. Exit code 1 when the database is not up to date.',
  },
  options: {
    history: {
      type: 'boolean',
      summary: {
        fr: 'Raconte plutôt ce qui a été fait : quand, par qui, avec quelle version, en combien de temps.',
        en: 'Tells what was done instead: when, by whom, with which version, and how long it took.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: { fr: 'La base est à jour.', en: 'The database is up to date.' },
    1: {
      fr: 'Une migration attend, ou a été modifiée ; ou un échec, dit sur la sortie d’erreur.',
      en: 'A migration is pending, or was edited; or a failure, as standard error says.',
    },
  },
  examples: ['migrate:status', 'migrate:status --history'],
  run: async (call) => {
    const { print, values, language } = call;
    if (values.history) return tellHistory(call);
    const migrations = await migrationStatus(addressOf(call));
    if (values.json) print(JSON.stringify({ migrations }));
    else {
      print(heading('Migration name', 'Ran?'));
      for (const { name, state } of migrations) print(dotted(name, VERDICTS[state][language]));
    }
    return migrations.every(({ state }) => state === 'applied') ? 0 : 1;
  },
};

function addressOf({ secrets }: CommandCall) {
  return { url: secrets.databaseUrl, directUrl: secrets.directUrl };
}

const DEEDS: Record<HistoryEntry['what'], Bilingual> = {
  applied: { fr: 'appliquée', en: 'applied' },
  begun: { fr: 'commencée', en: 'begun' },
  'rolled-back': { fr: 'défaite', en: 'rolled back' },
};

async function tellHistory(call: CommandCall): Promise<number> {
  const { print, values, language } = call;
  const history = await migrationHistory(addressOf(call));
  if (values.json) print(JSON.stringify({ history }));
  else for (const entry of history) print(lineOf(entry, language));
  return 0;
}

/** `2026-11-21 12:26:54Z  20261121122654_accounts  applied  52 ms  deploy@server-1  0.1.0` */
function lineOf({ at, name, what, milliseconds, by, rows }: HistoryEntry, language: keyof Bilingual): string {
  const when = at.toISOString().replace('T', ' ').replace(/\.\d+/, '');
  const long = milliseconds === null ? [] : [`${milliseconds} ms`];
  const many = rows === null ? [] : [{ fr: `${rows} lignes`, en: `${rows} rows` }[language]];
  const author = by === null ? ['?'] : [by.who, by.version];
  return [when, name, DEEDS[what][language], ...long, ...many, ...author].join('  ');
}

/** Over the columns of `dotted`. */
function heading(left: string, right: string): string {
  return dotted(left, right).replace(/\.+/, (dots) => ' '.repeat(dots.length));
}
