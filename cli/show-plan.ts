import { LOCKS, WORKS } from '#ops/migrate/forecast/effect.ts';
import {
  type DataForecast,
  type ForecastMigration,
  type ForecastStatement,
  lossesOf,
} from '#ops/migrate/forecast/forecast.ts';
import type { CommandCall } from './command.ts';

const ONLINE = {
  fr: 'sans arrêter ceux qui travaillent, par :',
  en: 'without stopping those who work, by:',
};
const WAITS = {
  fr: 'ne peut se faire sans arrêter ceux qui travaillent : demande la maintenance',
  en: 'cannot be done without stopping those who work: asks for maintenance',
};

/** Prints what migrations would do, statement by statement, and says what they would lose. */
export function showPlan(call: CommandCall, plan: readonly ForecastMigration[]): void {
  for (const { name, statements, data } of plan) {
    call.print(`${name}\n`);
    for (const statement of statements) showStatement(call, statement);
    if (data) showData(call, data);
  }
  if (plan.some(({ statements }) => statements.some(({ needsMaintenance }) => needsMaintenance)))
    call.say({
      fr: 'Ce plan fait attendre ceux qui travaillent : il n’est appliqué qu’en maintenance (staka maintenance on), ou avec --accept-waiting.',
      en: 'This plan makes those who work wait: it is applied only in maintenance (staka maintenance on), or with --accept-waiting.',
    });
  if (lossesOf(plan).length > 0)
    call.say({
      fr: 'Ce plan perd des données : il n’est appliqué qu’avec --accept-data-loss et le nom de la base, après une sauvegarde.',
      en: 'This plan loses data: it is applied only with --accept-data-loss and the name of the database, after a backup.',
    });
}

function showData({ print, language }: CommandCall, { table, rows, batch }: DataForecast): void {
  const said = {
    fr: `${table} : ${rows} lignes, par lots de ${batch} ; attendent ceux qui écrivent les mêmes lignes`,
    en: `${table}: ${rows} rows, in batches of ${batch}; who writes the same rows waits`,
  };
  print(`  TypeScript\n    → ${said[language]}\n`);
}

function showStatement({ print, language }: CommandCall, statement: ForecastStatement): void {
  const { sql, rows, lock, work, milliseconds, destroys, online, needsMaintenance } = statement;
  const count = { fr: `${rows} ligne${rows > 1 ? 's' : ''}`, en: `${rows} row${rows === 1 ? '' : 's'}` }[language];
  const about = { fr: 'environ', en: 'about' }[language];
  print(sql.replace(/^/gm, '  '));
  print(`    → ${[LOCKS[lock][language], WORKS[work][language], count, `${about} ${milliseconds} ms`].join(' · ')}`);
  if (online && online.join() !== sql)
    print(`    ${ONLINE[language]}\n${online.map((each) => `      ${each}`).join('\n')}`);
  if (needsMaintenance) print(`    ✗ ${WAITS[language]}`);
  if (destroys) print(`    ✗ ${destroys[language]}`);
  print('');
}
