import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { connected } from '#ops/backup/connected.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import { readStatements } from '#ops/migrate/forecast/statements.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { countRows, eachEmptyDatabase, withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { migrationsFolder } from '#test/migrations/migrations-folder.ts';

const LIBRARY = `CREATE TABLE people (id INTEGER PRIMARY KEY, nom VARCHAR(20), ville VARCHAR(20), born VARCHAR(20));
CREATE TABLE books (id INTEGER PRIMARY KEY, person INTEGER NOT NULL, title VARCHAR(20), CONSTRAINT books_person_fkey FOREIGN KEY (person) REFERENCES people (id) ON DELETE CASCADE);
CREATE TABLE old (id INTEGER PRIMARY KEY);
INSERT INTO people VALUES (1, 'Zoé', 'Lyon', '1999'), (2, 'Ada', NULL, NULL), (3, 'Mel', 'Metz', '2001');
INSERT INTO books VALUES (10, 1, 'A'), (11, 1, 'B'), (12, 2, 'C'), (13, 3, 'D');
INSERT INTO old VALUES (1), (2);`;

const NEXT = `CREATE TABLE notes (id INTEGER PRIMARY KEY, body VARCHAR(20));
INSERT INTO notes (id, body) SELECT id, title FROM books;
UPDATE books SET title = 'renamed' WHERE id = 11;
DROP TABLE old;`;
const LAST = `DELETE FROM books WHERE id = 13;
CREATE TABLE last (id INTEGER PRIMARY KEY);`;

/** The parent of the books is changed: on SQLite it is made anew, its old table dropped. */
const PEOPLE = `ALTER TABLE people DROP COLUMN born, ADD COLUMN pays VARCHAR(20) NOT NULL DEFAULT 'FR';`;
const PEOPLE_ANEW = `CREATE TABLE "new_people" (id INTEGER PRIMARY KEY, nom VARCHAR(20), ville VARCHAR(20), pays VARCHAR(20) NOT NULL DEFAULT 'FR');
INSERT INTO "new_people" (id, nom, ville) SELECT id, nom, ville FROM people;
DROP TABLE people;
ALTER TABLE "new_people" RENAME TO "people";`;

/** Two migrations of one run. */
const scriptsFor = (provider: Provider) => [`${provider === 'sqlite' ? PEOPLE_ANEW : PEOPLE}\n${NEXT}`, LAST];
const ROWS = { books: 3, last: 0, notes: 4, people: 3 };

eachEmptyDatabase((database) => {
  test('killed before or after any statement and run again, a migration is done whole, and not one row more is lost', async () => {
    const scripts = scriptsFor(database.provider);
    const first = { '1_library': { up: LIBRARY } };
    const folders = {
      old: await migrationsFolder(first),
      all: await migrationsFolder({ ...first, '2_next': { up: scripts[0] ?? '' }, '3_last': { up: scripts[1] ?? '' } }),
    };
    const points = pointsOf(database.provider, scripts);
    const expected = await withCopy(database.provider, folders.old, async (url) => {
      await migrate({ url, folder: folders.all });
      return contentOf(url);
    });
    assert.deepEqual(rowsOf(expected), ROWS);
    const old = await withCopy(database.provider, folders.old, contentOf);
    await inTurns(points, async (point) => {
      await withCopy(database.provider, folders.old, async (url) => {
        await killed(url, folders.all, point, scripts);
        if (database.provider !== 'mysql') assert.deepEqual(await contentOf(url), old, `${point}: old, whole`);
        await migrate({ url, folder: folders.all });
        assert.deepEqual(await contentOf(url), expected, point);
      });
    });
  });

  test('a driver that deletes what hangs on a table that is made anew is found out, and undone', async (t) => {
    if (database.provider !== 'sqlite') return t.skip('only SQLite makes tables anew');
    const first = { '1_library': { up: LIBRARY } };
    await migrate({ url: database.url, folder: await migrationsFolder(first) });
    const all = await migrationsFolder({ ...first, '2_next': { up: PEOPLE_ANEW } });
    const failing = migrate({ url: database.url, folder: all, open: openCarelessly });
    await assert.rejects(failing, /books had 4 rows and would have 0/);
    assert.deepEqual(await countRows(database.url), { books: 4, old: 2, people: 3 });
    await migrate({ url: database.url, folder: all });
    assert.deepEqual(await countRows(database.url), { books: 4, old: 2, people: 3 });
  });
});

/** Where a statement is committed by itself, after it is another place than before the next. */
function pointsOf(provider: Provider, scripts: readonly string[]): string[] {
  const numbers = scripts
    .flatMap((script) => readStatements(provider, script))
    .keys()
    .toArray();
  if (provider !== 'mysql') return [...numbers.map((number) => `before ${number}`), `after ${numbers.length - 1}`];
  return numbers.flatMap((number) => [`before ${number}`, `after ${number}`]);
}

/** As other tools do it: the foreign keys are on, and are switched off too late, within the transaction. */
async function openCarelessly(url: string): Promise<MigrationDatabase> {
  const db = await openDatabase(url);
  const exclusively: MigrationDatabase['exclusively'] = async (_acquire, work) => {
    await db.script('PRAGMA foreign_keys=ON; BEGIN IMMEDIATE; PRAGMA foreign_keys=OFF');
    try {
      const result = await work();
      await db.script('COMMIT');
      return result;
    } catch (error) {
      await db.script('ROLLBACK');
      throw error;
    }
  };
  return { ...db, exclusively };
}

const root = await mkdtemp(join(tmpdir(), 'staka-killed-'));
after(() => rm(root, { recursive: true, force: true }));
let copies = 0;

/** A database with the library in it: on SQLite the copy of a file. */
async function withCopy<T>(provider: Provider, folder: URL, work: (url: string) => Promise<T>): Promise<T> {
  if (provider !== 'sqlite')
    return withEmptyDatabase(provider, async (url) => {
      await migrate({ url, folder });
      return work(url);
    });
  const original = join(root, 'library.db');
  if (copies === 0) await migrate({ url: `file:${original}`, folder });
  copies += 1;
  const copy = join(root, `copy-${copies}.db`);
  await cp(original, copy);
  return work(`file:${copy}`);
}

async function killed(url: string, folder: URL, point: string, scripts: readonly string[]): Promise<void> {
  const fixture = join(import.meta.dirname, 'migrate-dies.fixture.ts');
  const args = [fixture, url, folder.href, ...point.split(' '), ...scripts];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGKILL', point);
}

function contentOf(url: string): Promise<Record<string, unknown[]>> {
  return connected(url, async (db) => {
    const content: Record<string, unknown[]> = {};
    for (const table of (await db.tables()).filter((name) => name !== '_prisma_migrations').sort())
      content[table] = (await db.query(`SELECT * FROM ${table} ORDER BY id`)).map((row) => JSON.stringify(row));
    return content;
  });
}

function rowsOf(content: Record<string, unknown[]>): Record<string, number> {
  return Object.fromEntries(Object.entries(content).map(([table, rows]) => [table, rows.length]));
}

/** Some at a time. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const turn = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all([turn(), turn(), turn(), turn()]);
}
