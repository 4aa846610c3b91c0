import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import { readStatements } from '#ops/migrate/forecast/statements.ts';
import { migrate } from '#ops/migrate/migrate.ts';

/**
 * A process that migrates and dies at one statement of some scripts, as `kill -9` would have it:
 * `migrate-dies.fixture.ts URL FOLDER before|after NUMBER SCRIPT…`.
 */
const [url = '', folder = '', when = '', number = '', ...scripts] = process.argv.slice(2);

async function open(address: string): ReturnType<typeof openDatabase> {
  const db = await openDatabase(address);
  const watched = scripts.flatMap((script) => readStatements(db.provider, script));
  const one = async (statement: string) => {
    const dies = watched.indexOf(statement) === Number(number);
    if (dies && when === 'before') process.kill(process.pid, 'SIGKILL');
    await db.script(statement);
    if (dies && when === 'after') process.kill(process.pid, 'SIGKILL');
  };
  return {
    ...db,
    script: async (sql) => {
      if (!scripts.includes(sql)) return one(sql);
      for (const statement of readStatements(db.provider, sql)) await one(statement);
    },
  };
}

await migrate({ url, folder: new URL(folder), open });
