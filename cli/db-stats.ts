import type { DatabaseStats, SlowQueries } from '#ops/database/inspector.ts';
import { withInspector } from '#ops/database/open-inspector.ts';
import { lasting, number, sized } from '#platform/quantities.ts';
import { columns, oneLine } from './columns.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';

const SLOWEST = 10;

export const dbStatsCommand: Command = {
  name: 'db:stats',
  summary: {
    fr: 'Dit la taille de la base, les lignes, la taille et les index de chaque table, et les requêtes les plus coûteuses.',
    en: 'Tells the size of the database, the rows, size and indexes of each table, and the queries that cost most.',
  },
  options: {
    indexes: {
      type: 'boolean',
      summary: { fr: 'Montre aussi chaque index.', en: 'Shows each index, too.' },
    },
    ...JSON_OPTION,
  },
  examples: ['db:stats', 'db:stats --indexes', 'db:stats --json'],
  run: async (call) => {
    const { databaseUrl: url, directUrl } = call.secrets;
    const [stats, slowest] = await withInspector({ url, directUrl }, async (inspector) => [
      await inspector.stats(),
      await inspector.slowestQueries(SLOWEST),
    ]);
    if (call.values.json) call.print(JSON.stringify({ ...stats, slowest }));
    else {
      printTables(call, stats);
      printSlowest(call, slowest);
    }
    return undefined;
  },
};

const HEADINGS = {
  fr: ['Table', 'Lignes', 'Données', 'Index', 'Usages'],
  en: ['Table', 'Rows', 'Data', 'Indexes', 'Uses'],
};

function printTables({ language, values, print, say }: CommandCall, { bytes, tables }: DatabaseStats): void {
  const rows = tables.flatMap((table) => {
    const count = `${table.exact ? '' : '≈'}${number(table.rows, language)}`;
    const line = [table.name, count, sized(table.bytes, language), sized(table.indexBytes, language), ''];
    const indexes = table.indexes.map(({ name, bytes: own, uses }) => {
      const used = uses === null ? '–' : number(uses, language);
      return [`  ${name}`, '', '', sized(own, language), used];
    });
    return values.indexes ? [line, ...indexes] : [line];
  });
  const headings = HEADINGS[language].slice(0, values.indexes ? 5 : 4);
  for (const line of columns([headings, ...rows])) print(line);
  const size = sized(bytes, language);
  say({ fr: `\n${tables.length} tables, ${size} en tout`, en: `\n${tables.length} tables, ${size} in all` });
}

function printSlowest({ language, print, say }: CommandCall, slowest: SlowQueries): void {
  say({ fr: '\nRequêtes les plus coûteuses', en: '\nQueries that cost most' });
  if (!slowest.known) {
    print(`  ${slowest.reason[language]}`);
    return;
  }
  const head = {
    fr: ['En tout', 'Appels', 'Moyenne', 'Plus longue', 'SQL'],
    en: ['Total', 'Calls', 'Mean', 'Longest', 'SQL'],
  };
  const rows = slowest.queries.map(({ sql, calls, meanMs, maxMs, totalMs }) => [
    lasting(totalMs, language),
    number(calls, language),
    lasting(meanMs, language),
    lasting(maxMs, language),
    oneLine(sql, 120),
  ]);
  for (const line of columns([head[language], ...rows])) print(`  ${line}`);
}
