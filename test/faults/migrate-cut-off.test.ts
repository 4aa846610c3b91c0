import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connected } from '#ops/backup/connected.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { readFormerStructure } from '#ops/migrate/undo/former-structure.ts';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { migrationsFolder } from '#test/migrations/migrations-folder.ts';

const LIBRARY = `CREATE TABLE people (id INTEGER PRIMARY KEY, ville VARCHAR(20), born VARCHAR(20) NOT NULL);
CREATE TABLE books (id INTEGER PRIMARY KEY, person INTEGER NOT NULL, CONSTRAINT books_person_fkey FOREIGN KEY (person) REFERENCES people (id) ON DELETE CASCADE);
INSERT INTO people VALUES (1, 'Lyon', '1999'), (2, NULL, '2000'), (3, 'Metz', '2001');
INSERT INTO books VALUES (10, 1), (11, 1), (12, 2), (13, 3);`;
const TAKES = `ALTER TABLE people DROP COLUMN born, ADD COLUMN pays VARCHAR(2);
DELETE FROM people WHERE id = 1;
UPDATE people SET ville = 'Brest';
INSERT INTO nowhere VALUES (1);`;

/** With `STAKA_EVERY_WRITE=1` each write is one; a statement and what is kept of it are some fifteen. */
const STRIDE = process.env.STAKA_EVERY_WRITE ? 1 : 7;

eachEmptyDatabase((database) => {
  test('wherever a migration that fails is cut off, on its way there or back, the next run ends with everything as it was', async () => {
    const first = { '1_library': { up: LIBRARY } };
    await migrate({ url: database.url, folder: await migrationsFolder(first) });
    const folder = await migrationsFolder({ ...first, '2_takes': { up: TAKES } });
    const before = await everything(database.url);
    let writes = 1;
    for (let ended = false; !ended; writes += STRIDE) {
      const cut = cutOffAt(writes);
      await assert.rejects(migrate({ url: database.url, folder, open: cut.open, lockSeconds: 5 }));
      ended = !cut.happened();
      await assert.rejects(
        migrate({ url: database.url, folder }),
        { code: 'MIGRATION_FAILED' },
        `after ${writes} writes`,
      );
      assert.deepEqual(await everything(database.url), before, `after ${writes} writes`);
      // MariaDB keeps room for every column that was ever dropped, and has no more after some dozens.
      await database.query('ALTER TABLE people FORCE');
    }
    assert.ok(writes > 60, `only ${writes} places were tried`);
  });
}, 'mysql');

/** A connection that is gone before that write, as the server sees it when the process dies. */
function cutOffAt(place: number): { open: (url: string) => Promise<MigrationDatabase>; happened: () => boolean } {
  let [writes, isCut] = [0, false];
  const open = async (url: string): Promise<MigrationDatabase> => {
    const db = await openDatabase(url);
    const [row] = await db.query('SELECT CONNECTION_ID() AS id');
    const watch = async (sql: string) => {
      if (!isCut && !/^\s*(SELECT|SHOW|SET)\b/i.test(sql)) writes += 1;
      if (!isCut && writes === place) {
        isCut = true;
        await connected(url, (other) => other.script(`KILL CONNECTION ${Number(row?.id)}`));
      }
      if (isCut) throw new Error('cut off');
    };
    return {
      ...db,
      query: async (sql, values) => watch(sql).then(() => db.query(sql, values)),
      script: async (sql) => watch(sql).then(() => db.script(sql)),

      close: () => db.close().catch(() => {}),
    };
  };
  return { open, happened: () => isCut };
}

function everything(url: string) {
  return connected(url, async (db) => {
    const rows: Record<string, unknown[]> = {};
    for (const table of (await db.tables()).filter((name) => name !== '_prisma_migrations'))
      rows[table] = await db.query(`SELECT * FROM ${table} ORDER BY id`);
    return { rows, structure: (await readFormerStructure(db)).map((part) => JSON.stringify(part)).sort() };
  });
}
