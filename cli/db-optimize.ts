import { withInspector } from '#ops/database/open-inspector.ts';
import { type OptimizeResult, optimizeDatabase } from '#ops/database/optimize.ts';
import { lasting, sized } from '#platform/quantities.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';

const DAMAGED = 1;

export const dbOptimizeCommand: Command = {
  name: 'db:optimize',
  summary: {
    fr: 'Cherche des dégâts, rend la place des lignes supprimées et rafraîchit les statistiques ; dit avant ce qui attend, et après ce qui est gagné.',
    en: 'Looks for damage, gives back the room of deleted rows and renews the statistics; says before what waits, and after what was gained.',
  },
  options: {
    plan: {
      type: 'boolean',
      summary: { fr: 'Dit ce qui serait fait, et ne fait rien.', en: 'Says what would be done, and does nothing.' },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: { fr: 'Fait.', en: 'Done.' },
    [DAMAGED]: {
      fr: 'Échec, ou la base est abîmée : rien n’a été réécrit.',
      en: 'Failed, or the database is damaged: nothing was rewritten.',
    },
  },
  examples: ['db:optimize --plan', 'db:optimize'],
  run: async (call) => {
    const { databaseUrl: url, directUrl } = call.secrets;
    return withInspector({ url, directUrl }, async (inspector) => {
      const steps = (await inspector.optimizing()).map(({ name, locks }) => ({ name, locks }));
      if (!call.values.json) for (const { name, locks } of steps) call.print(`${name} – ${locks[call.language]}`);
      if (call.values.plan) {
        if (call.values.json) call.print(JSON.stringify({ plan: steps }));
        return 0;
      }
      const result = await optimizeDatabase(inspector);
      if (call.values.json) call.print(JSON.stringify({ plan: steps, ...result }));
      else report(call, result);
      return result.found.length > 0 ? DAMAGED : 0;
    });
  },
};

function report(
  { language, print, say }: CommandCall,
  { steps, found, bytesBefore, bytesAfter }: OptimizeResult,
): void {
  print('');
  for (const { name, milliseconds } of steps) print(`${name}: ${lasting(milliseconds, language)}`);
  if (found.length > 0) {
    say({
      fr: 'La base est abîmée ; rien n’a été réécrit. Restaurez une sauvegarde, ou réparez :',
      en: 'The database is damaged; nothing was rewritten. Restore a backup, or repair:',
    });
    for (const line of found) print(`  ${line}`);
    return;
  }
  const [before, after] = [sized(bytesBefore, language), sized(bytesAfter, language)];
  const gained = sized(Math.max(0, bytesBefore - bytesAfter), language);
  say({
    fr: `${before} avant, ${after} après : ${gained} gagnés.`,
    en: `${before} before, ${after} after: ${gained} gained.`,
  });
}
