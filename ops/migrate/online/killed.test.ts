import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EmptyDatabase, eachEmptyDatabase, tablesOf } from '#test/migrations/empty-databases.ts';
import { migrationsFolder, writeMigrations } from '#test/migrations/migrations-folder.ts';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import { openDatabase } from '../databases/open-database.ts';
import { migrate } from '../migrate.ts';
import type { MigrateOptions } from '../session.ts';

const ROWS = 150;
const FIRST = `CREATE TABLE auteurs (id INTEGER PRIMARY KEY);
  CREATE TABLE notes (id INTEGER PRIMARY KEY, auteur INTEGER, texte VARCHAR(50));`;
const SECOND = `ALTER TABLE notes ADD COLUMN copies INTEGER NOT NULL DEFAULT 0;
  UPDATE notes SET copies = copies + 1;
  CREATE INDEX notes_auteur_idx ON notes (auteur);
  ALTER TABLE notes ADD CONSTRAINT notes_auteur_fkey FOREIGN KEY (auteur) REFERENCES auteurs (id);`;
const ON_POSTGRESQL = `ALTER TABLE notes ADD CONSTRAINT notes_copies_check CHECK (copies >= 0);
  ALTER TABLE notes ALTER COLUMN texte SET NOT NULL;`;

for (const provider of ['postgresql', 'mysql'] as const) {
  eachEmptyDatabase((database) => {
    test('its connection dies before or after every statement, and the next run goes on: whole, and nothing twice', async () => {
      const options = await populated(database);
      let deaths = 0;
      // Each attempt goes a little further than the one before, and each place is died at twice.
      while (await dies(options, 1 + Math.floor(deaths / 2), deaths % 2 === 1)) deaths += 1;
      assert.ok(deaths >= 8, `${deaths} deaths`);
      const rows = await database.query('SELECT min(copies) AS least, max(copies) AS most, count(*) AS n FROM notes');
      assert.deepEqual([rows[0]?.least, rows[0]?.most, rows[0]?.n].map(Number), [1, 1, ROWS]);
      assert.deepEqual((await tablesOf(database.url)).sort(), ['_prisma_migrations', 'auteurs', 'notes']);
      await assert.rejects(database.query(`INSERT INTO notes (id, auteur, texte) VALUES (1000, -5, 'x')`));
      assert.deepEqual(await migrate(options), []);
    });
  }, provider);
}

/** Whether the attempt died, as it was to; else it has succeeded. */
async function dies(options: MigrateOptions, at: number, after: boolean): Promise<boolean> {
  const { open, isDead } = dyingAt(at, after);
  try {
    await migrate({ ...options, open });
    return false;
  } catch (error) {
    assert.ok(isDead(), String(error));
    return true;
  }
}

async function populated(database: EmptyDatabase) {
  const folder = await migrationsFolder({ '1_first': { up: FIRST } });
  await migrate({ url: database.url, folder });
  await database.query('INSERT INTO auteurs VALUES (1)');
  const values = Array.from({ length: ROWS }, (_, index) => `(${index + 1}, 1, 'a')`);
  await database.query(`INSERT INTO notes (id, auteur, texte) VALUES ${values.join(', ')}`);
  const up = SECOND + (database.provider === 'postgresql' ? ON_POSTGRESQL : '');
  await writeMigrations(folder, { '2_second': { up } });
  return { url: database.url, folder, largeFromRows: 0 };
}

/** A connection that dies at the n-th statement that changes something, before it or after it. */
function dyingAt(
  n: number,
  after: boolean,
): { open: (url: string) => Promise<MigrationDatabase>; isDead: () => boolean } {
  let [count, dead] = [0, false];
  const open = async (url: string) => {
    const db = await openDatabase(url);
    const close = db.close;
    const guarded = <Args extends [string, ...unknown[]], T>(send: (...args: Args) => Promise<T>) => {
      return async (...args: Args): Promise<T> => {
        if (dead) throw new Error('died');
        if (!/^(ALTER|CREATE|UPDATE|INSERT|COMMIT)\b/i.test(args[0])) return send(...args);
        count += 1;
        if (count !== n) return send(...args);
        if (after) await send(...args);
        dead = true;
        await close();
        throw new Error('died');
      };
    };
    return Object.assign(db, {
      script: guarded(db.script),
      query: guarded(db.query),
      close: async () => {
        if (!dead) await close();
      },
    });
  };
  return { open, isDead: () => dead };
}
