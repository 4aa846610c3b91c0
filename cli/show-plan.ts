import { LOCKS, WORKS } from '#ops/migrate/forecast/effect.ts';
import { type ForecastMigration, type ForecastStatement, lossesOf } from '#ops/migrate/forecast/forecast.ts';
import type { CommandCall } from './command.ts';

/** Prints what migrations would do, statement by statement, and says what they would lose. */
export function showPlan(call: CommandCall, plan: readonly ForecastMigration[]): void {
  for (const { name, statements } of plan) {
    call.print(`${name}\n`);
    for (const statement of statements) showStatement(call, statement);
  }
  if (lossesOf(plan).length > 0)
    call.say({
      fr: 'Ce plan perd des données : il n’est appliqué qu’avec --accept-data-loss et le nom de la base, après une sauvegarde.',
      en: 'This plan loses data: it is applied only with --accept-data-loss and the name of the database, after a backup.',
    });
}

function showStatement({ print, language }: CommandCall, statement: ForecastStatement): void {
  const { sql, rows, lock, work, milliseconds, destroys } = statement;
  const count = { fr: `${rows} ligne${rows > 1 ? 's' : ''}`, en: `${rows} row${rows === 1 ? '' : 's'}` }[language];
  const about = { fr: 'environ', en: 'about' }[language];
  print(sql.replace(/^/gm, '  '));
  print(`    → ${[LOCKS[lock][language], WORKS[work][language], count, `${about} ${milliseconds} ms`].join(' · ')}`);
  if (destroys) print(`    ✗ ${destroys[language]}`);
  print('');
}
