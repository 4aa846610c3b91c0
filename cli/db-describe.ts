import { databaseErrors } from '#ops/database/errors.ts';
import type { TableDescription } from '#ops/database/inspector.ts';
import { withInspector } from '#ops/database/open-inspector.ts';
import type { Bilingual, TerminalLanguage } from '#platform/terminal.ts';
import { columns, oneLine } from './columns.ts';
import { type Command, JSON_OPTION } from './command.ts';

export const dbDescribeCommand: Command = {
  name: 'db:describe',
  summary: {
    fr: 'Décrit une table telle qu’elle est dans la base : colonnes, types, valeurs par défaut, index, clés étrangères, contrôles, déclencheurs.',
    en: 'Describes a table as it is in the database: columns, types, defaults, indexes, foreign keys, checks, triggers.',
  },
  positionals: [{ fr: 'TABLE', en: 'TABLE' }],
  options: JSON_OPTION,
  examples: ['db:describe users', 'db:describe commandes --json'],
  run: async ({ secrets, positionals, values, language, print }) => {
    const { databaseUrl: url, directUrl } = secrets;
    const [table = ''] = positionals;
    const description = await withInspector({ url, directUrl }, async (inspector) => {
      const found = await inspector.describe(table);
      if (found) return found;
      const tables = (await inspector.stats()).tables.map(({ name }) => name).join(', ');
      throw databaseErrors.DATABASE_TABLE_UNKNOWN({ table, tables });
    });
    if (values.json) print(JSON.stringify(description));
    else for (const line of linesOf(description, language)) print(line);
    return undefined;
  },
};

const WORDS = {
  heads: { fr: ['Colonne', 'Type', 'Nul', 'Par défaut'], en: ['Column', 'Type', 'Null', 'Default'] },
  nullable: { fr: 'oui', en: 'yes' },
  indexes: { fr: 'Index', en: 'Indexes' },
  unique: { fr: 'unique', en: 'unique' },
  primary: { fr: 'clé primaire', en: 'primary key' },
  foreignKeys: { fr: 'Clés étrangères', en: 'Foreign keys' },
  checks: { fr: 'Contrôles', en: 'Checks' },
  triggers: { fr: 'Déclencheurs', en: 'Triggers' },
} as const;

function linesOf(table: TableDescription, language: TerminalLanguage): string[] {
  const heads: readonly string[] = WORDS.heads[language];
  const own = table.columns.map((column) => [
    column.name,
    column.type,
    column.nullable ? WORDS.nullable[language] : '',
    column.default ?? '',
  ]);
  const indexes = table.indexes.map((index) => [
    index.name,
    `(${index.columns.join(', ')})`,
    index.primary ? WORDS.primary[language] : index.unique ? WORDS.unique[language] : '',
    index.where ?? '',
  ]);
  const keys = table.foreignKeys.map((key) => [
    key.name ?? '–',
    `(${key.columns.join(', ')}) → ${key.table} (${key.references.join(', ')})`,
    `on delete ${key.onDelete}, on update ${key.onUpdate}`,
  ]);
  const checks = table.checks.map(({ name, expression }) => [name ?? '–', oneLine(expression)]);
  const triggers = table.triggers.map(({ name, definition }) => [name, oneLine(definition)]);
  return [
    ...columns([heads, ...own]),
    ...section(WORDS.indexes, indexes, language),
    ...section(WORDS.foreignKeys, keys, language),
    ...section(WORDS.checks, checks, language),
    ...section(WORDS.triggers, triggers, language),
  ];
}

function section(title: Bilingual, rows: readonly (readonly string[])[], language: TerminalLanguage): string[] {
  return rows.length === 0 ? [] : ['', title[language], ...columns(rows).map((line) => `  ${line}`)];
}
