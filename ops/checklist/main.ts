import { sentenceOf, unforeseen } from '#platform/boot/boot-failure.ts';
import { loadConfig } from '#platform/config/config.ts';
import { languageOfTerminal } from '#platform/config/env.ts';
import { openDatabase } from '#platform/db/db.ts';
import { runChecklist } from './checklist.ts';

/**
 * `npm run checklist [-- http://localhost:3001]`: the checks of the guide of Staka Livres (Prisma Studio and containers
 * aside) on a server that runs on this machine with the sample data. Ends with 1 when one fails.
 */
const language = languageOfTerminal();
try {
  const { config, secrets } = loadConfig();
  const url = process.argv[2] ?? `http://127.0.0.1:${config.port}`;
  const db = await openDatabase({ url: secrets.databaseUrl });
  try {
    const results = await runChecklist({ url, db, dataDir: config.dataDir });
    for (const { title, detail, passed } of results)
      console.log(`${passed ? '✓' : '✗'} ${title[language]} — ${detail}`);
    process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
  } finally {
    await db.destroy();
  }
} catch (error) {
  console.error((sentenceOf(error) ?? unforeseen(error))[language]);
  process.exitCode = 1;
}
