import { script } from '#ops/drift/adopt.ts';
import { sayChange } from '#ops/drift/words.ts';
import { providerOf } from '#ops/migrate/databases/open-database.ts';
import { diffSources, type SchemaDiff } from '#ops/schema/diff.ts';
import { parseSource } from '#ops/schema/sources.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';
import { cliErrors } from './errors.ts';

const DIFFERENT = 2;

const SOURCES = {
  fr: 'empty, database (la base de cette installation), migrations, schema (prisma/schema.prisma) ou un fichier .prisma',
  en: 'empty, database (the one of this installation), migrations, schema (prisma/schema.prisma) or a .prisma file',
};

export const migrateDiffCommand: Command = {
  name: 'migrate:diff',
  summary: {
    fr: 'Dit en mots et en SQL ce qui mène d’une structure à une autre : base, migrations, schema.prisma. Ne change rien.',
    en: 'Says in words and in SQL what leads from one structure to another: database, migrations, schema.prisma. Changes nothing.',
  },
  options: {
    from: sourceOption({ fr: 'Le départ', en: 'Where it starts' }, 'database'),
    to: sourceOption({ fr: 'L’arrivée', en: 'Where it leads' }, 'schema'),
    script: {
      type: 'boolean',
      summary: { fr: 'Le SQL seul, prêt à être exécuté.', en: 'The SQL alone, ready to be run.' },
    },
    'exit-code': {
      type: 'boolean',
      summary: {
        fr: 'Comme Prisma : 0 s’il n’y a pas de différence, 2 s’il y en a.',
        en: 'As Prisma does: 0 when there is no difference, 2 when there is.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: {
      fr: 'La comparaison est faite ; avec --exit-code, elle n’a rien trouvé.',
      en: 'The comparison is done; with --exit-code, it found nothing.',
    },
    [DIFFERENT]: {
      fr: 'Avec --exit-code : il y a des différences. Sinon, la commande n’a pas été comprise.',
      en: 'With --exit-code: there are differences. Otherwise the command was not understood.',
    },
  },
  examples: [
    'migrate:diff',
    'migrate:diff --from=migrations --to=schema --exit-code',
    'migrate:diff --from=empty --to=schema --script',
  ],
  run: async (call) => {
    const { values, secrets } = call;
    if (values.json && values.script) throw cliErrors.CLI_OPTIONS_EXCLUSIVE({ one: 'json', other: 'script' });
    const from = parseSource(String(values.from ?? 'database'), 'from');
    const to = parseSource(String(values.to ?? 'schema'), 'to');
    const { databaseUrl: url, directUrl } = secrets;
    const diff = await diffSources({ url, directUrl, from, to });
    const sql = runnable(diff, providerOf(directUrl || url) === 'sqlite');
    if (values.json) printJson(call, diff, sql);
    else if (values.script) call.print(sql.trimEnd());
    else report(call, diff, sql);
    return values['exit-code'] && diff.differences.length > 0 ? DIFFERENT : 0;
  },
};

function sourceOption({ fr, en }: { fr: string; en: string }, usual: string) {
  return {
    type: 'string',
    placeholder: 'SOURCE',
    summary: { fr: `${fr} : ${SOURCES.fr}. Par défaut ${usual}.`, en: `${en}: ${SOURCES.en}. ${usual} unless told.` },
  } as const;
}

/** On SQLite a table is dropped to be made anew, and with the foreign keys on that takes other tables' rows along. */
function runnable({ statements }: SchemaDiff, isSqlite: boolean): string {
  const drops = isSqlite && statements.some(({ sql }) => /^DROP TABLE\b/.test(sql));
  return drops ? `PRAGMA foreign_keys=OFF;\n\n${script(statements)}\nPRAGMA foreign_keys=ON;\n` : script(statements);
}

function printJson({ print }: CommandCall, { differences, unknown, statements }: SchemaDiff, sql: string): void {
  const told = differences.map((difference) => ({ ...difference, said: sayChange(difference) }));
  print(JSON.stringify({ differences: told, unknown, statements, script: sql }));
}

function report({ print, say, language }: CommandCall, { differences, unknown }: SchemaDiff, sql: string): void {
  if (unknown.length > 0)
    say({
      fr: `Inconnu du schéma et des migrations, et laissé tel quel : ${unknown.map(({ name }) => name).join(', ')}.`,
      en: `Unknown to the schema and the migrations, and left alone: ${unknown.map(({ name }) => name).join(', ')}.`,
    });
  if (differences.length === 0) {
    say({ fr: 'Aucune différence.', en: 'No difference.' });
    return;
  }
  for (const difference of differences) print(sayChange(difference)[language]);
  print('');
  print(sql.trimEnd());
}
