import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connected } from '#ops/backup/connected.ts';
import { tableShapes } from '#ops/backup/table-shapes.ts';
import { eachEmptyDatabase, tablesOf } from '#test/migrations/empty-databases.ts';
import { migrationsFolder } from '#test/migrations/migrations-folder.ts';
import { openDatabase } from '../databases/open-database.ts';
import { migrate } from '../migrate.ts';
import { resolveMigration } from '../resolve.ts';
import { rollback } from '../rollback.ts';
import { migrationHistory } from '../status.ts';
import { readFormerStructure } from './former-structure.ts';
import { isKeptAside } from './undo-log.ts';

const LIBRARY = `
CREATE TABLE people (id INTEGER PRIMARY KEY, nom VARCHAR(50) NOT NULL, ville VARCHAR(50), data JSON NOT NULL DEFAULT ('{}'),
  role ENUM('USER', 'ADMIN') NOT NULL, seen DATETIME(3), UNIQUE INDEX people_nom_key (nom), INDEX people_ville_idx (ville));
CREATE TABLE books (id VARCHAR(20) PRIMARY KEY, personId INTEGER NOT NULL, title VARCHAR(100) NOT NULL, INDEX books_personId_idx (personId),
  CONSTRAINT books_personId_fkey FOREIGN KEY (personId) REFERENCES people (id) ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE notes (bookId VARCHAR(20) NOT NULL, place INTEGER NOT NULL, body TEXT, PRIMARY KEY (bookId, place),
  CONSTRAINT notes_bookId_fkey FOREIGN KEY (bookId) REFERENCES books (id) ON DELETE CASCADE);
CREATE TABLE journal (id INTEGER PRIMARY KEY, what VARCHAR(20), CHECK (what <> ''));
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no';
INSERT INTO people VALUES (1, 'Zoé', 'Lyon', '{"a":1}', 'USER', '2026-01-02 03:04:05.678'), (2, 'Ada', NULL, '{}', 'ADMIN', NULL), (3, 'Mel', 'lyon', '{}', 'USER', NULL);
INSERT INTO books VALUES ('a', 1, 'A'), ('b', 1, 'B'), ('c', 2, 'C');
INSERT INTO notes VALUES ('a', 1, 'x'), ('a', 2, NULL), ('c', 1, 'y');
INSERT INTO journal VALUES (1, 'one'), (2, 'two');
`;

/** Each takes something away that changing the structure back does not bring back. */
const TAKES: Record<string, string> = {
  'drops columns': 'ALTER TABLE people DROP INDEX people_nom_key, DROP COLUMN nom, DROP COLUMN data;',
  'drops a table that others refer to': `ALTER TABLE notes DROP FOREIGN KEY notes_bookId_fkey; DROP TABLE books;`,
  'drops a table with a trigger': 'DROP TABLE journal;',
  'calls a column otherwise':
    'ALTER TABLE people RENAME COLUMN ville TO city; ALTER TABLE books CHANGE title titre TEXT;',
  'calls a table otherwise': 'ALTER TABLE notes RENAME TO remarks; UPDATE remarks SET body = NULL;',
  'rounds values': 'ALTER TABLE people MODIFY seen DATETIME NULL;',
  'empties a table': 'TRUNCATE TABLE notes;',
  'changes values': `UPDATE people SET ville = 'LYON' WHERE ville = 'Lyon'; UPDATE people SET ville = 'Metz', nom = CONCAT(nom, '!');`,
  'changes keys': 'UPDATE people SET id = id + 10;',
  'deletes rows, and those that hang on them': 'DELETE FROM people WHERE id = 1;',
  'adds rows': `INSERT INTO people (id, nom, role) VALUES (9, 'Neuf', 'USER'); INSERT INTO books VALUES ('z', 9, 'Z'); REPLACE INTO notes VALUES ('a', 1, 'replaced');`,
  'changes what is append-only':
    'DROP TRIGGER journal_no_update; UPDATE journal SET id = id + 100; ALTER TABLE journal ADD COLUMN more INTEGER;',
  'fills a column that is new': `ALTER TABLE people ADD COLUMN extra VARCHAR(10) NOT NULL DEFAULT 'x', ADD INDEX people_extra_idx (extra); UPDATE people SET extra = nom; CREATE TABLE extras AS SELECT * FROM people;`,
};
const FAILS = 'INSERT INTO nowhere VALUES (1);';

/** The connection is lost at the statement that fails. */
async function lostAtTheEnd(url: string): ReturnType<typeof openDatabase> {
  const db = await openDatabase(url);
  const script = (sql: string) => (sql.includes('nowhere') ? db.close().then(() => db.script(sql)) : db.script(sql));
  return { ...db, script, close: async () => {} };
}

eachEmptyDatabase((database) => {
  const start = async () => {
    const scripts = { '1_library': { up: LIBRARY, down: `${Object.values(TAKES)[0]} ${FAILS}` } };
    await migrate({ url: database.url, folder: await migrationsFolder(scripts) });
    return { scripts, before: await everything() };
  };

  for (const [what, takes] of Object.entries(TAKES))
    test(`a migration that ${what} and then fails leaves everything as it was`, async () => {
      const { scripts, before } = await start();
      const folder = await migrationsFolder({ ...scripts, '2_takes': { up: takes }, '3_fails': { up: FAILS } });
      await assert.rejects(migrate({ url: database.url, folder }), { code: 'MIGRATION_FAILED' });
      assert.deepEqual(await everything(), before);
    });

  test('all at once, too; once the cause is put right, it is done', async () => {
    const { scripts, before } = await start();
    const all = `${TAKES['calls a column otherwise']} ${TAKES['rounds values']} ${TAKES['deletes rows, and those that hang on them']} ${TAKES['drops columns']} ${TAKES['empties a table']} ${TAKES['drops a table that others refer to']}`;
    const folder = (end: string) => migrationsFolder({ ...scripts, '2_takes': { up: `${all} ${end}` } });
    await assert.rejects(migrate({ url: database.url, folder: await folder(FAILS) }), { code: 'MIGRATION_FAILED' });
    assert.deepEqual(await everything(), before);
    await migrate({ url: database.url, folder: await folder('') });
    assert.deepEqual((await tablesOf(database.url)).sort(), ['_prisma_migrations', 'journal', 'notes', 'people']);
    const told = (await migrationHistory({ url: database.url })).map(({ name, what }) => `${name} ${what}`);
    assert.deepEqual(told, ['1_library applied', '2_takes begun', '2_takes rolled-back', '2_takes applied']);
  });

  test('a rollback that fails leaves everything as it was, too', async () => {
    const { scripts, before } = await start();
    const folder = await migrationsFolder(scripts);
    await assert.rejects(rollback({ url: database.url, folder }), { code: 'MIGRATION_FAILED' });
    assert.deepEqual(await everything(), before);
    assert.deepEqual(await migrate({ url: database.url, folder }), []);
  });

  test('what others wrote meanwhile stays', async () => {
    const { scripts, before } = await start();
    const folder = await migrationsFolder({
      ...scripts,
      '2_takes': { up: `UPDATE people SET ville = 'Metz'; ${FAILS}` },
    });
    const others = [
      `UPDATE people SET ville = 'Brest' WHERE id = 1`,
      `INSERT INTO books VALUES ('new', 2, 'N')`,
      `DELETE FROM books WHERE id = 'a'`,
    ];
    const open = async (url: string) => {
      const db = await openDatabase(url);
      const script = async (sql: string) => {
        if (sql.startsWith('INSERT INTO nowhere')) for (const statement of others) await database.query(statement);
        return db.script(sql);
      };
      return { ...db, script };
    };
    await assert.rejects(migrate({ url: database.url, folder, open }), { code: 'MIGRATION_FAILED' });
    const now = await everything();
    assert.deepEqual(
      now.rows.people?.map(({ ville }) => ville),
      ['Brest', null, 'lyon'],
    );
    assert.deepEqual(
      now.rows.books?.map(({ id }) => id),
      ['b', 'c', 'new'],
    );
    assert.deepEqual(now.structure, before.structure);
  });

  test('what a run that was killed kept is in no backup, and not put into a database that was restored since', async () => {
    const { scripts, before } = await start();
    const folder = await migrationsFolder({ ...scripts, '2_takes': { up: `DELETE FROM books; ${FAILS}` } });
    await assert.rejects(migrate({ url: database.url, folder, open: lostAtTheEnd }), { code: 'MIGRATION_STOPPED' });
    assert.deepEqual((await tablesOf(database.url)).filter(isKeptAside).length > 0, true);
    const backedUp = await connected(database.url, tableShapes);
    assert.deepEqual(
      backedUp.map(({ name }) => name),
      Object.keys(before.rows),
    );
    // As after a restore.
    await database.query(`UPDATE _prisma_migrations SET id = CONCAT('restored ', LEFT(id, 8))`);
    await assert.rejects(migrate({ url: database.url, folder }), { code: 'MIGRATION_FAILED' });
    assert.deepEqual((await everything()).rows.books, []);
  });

  test('what was ended by hand is not put back', async () => {
    const { scripts } = await start();
    const folder = await migrationsFolder({ ...scripts, '2_takes': { up: `DELETE FROM books; ${FAILS}` } });
    await assert.rejects(migrate({ url: database.url, folder, open: lostAtTheEnd }), { code: 'MIGRATION_STOPPED' });
    await resolveMigration({ url: database.url, folder, name: '2_takes', as: 'applied' });
    assert.deepEqual((await tablesOf(database.url)).filter(isKeptAside), []);
    assert.deepEqual(await migrate({ url: database.url, folder }), []);
    assert.deepEqual((await everything()).rows.books, []);
  });

  test('what has no primary key is not changed, for it could not be put back', async () => {
    await database.query('CREATE TABLE keyless (a INTEGER)');
    const folder = await migrationsFolder({ '1_takes': { up: 'CREATE TABLE one (id INTEGER); DELETE FROM keyless;' } });
    await assert.rejects(migrate({ url: database.url, folder }), /keyless has no primary key/);
    assert.deepEqual((await tablesOf(database.url)).sort(), ['_prisma_migrations', 'keyless']);
  });

  async function everything() {
    const db = await openDatabase(database.url);
    try {
      const tables = (await db.tables()).filter((table) => table !== '_prisma_migrations').sort();
      const rows: Record<string, Record<string, unknown>[]> = {};
      for (const table of tables) {
        const found = await db.query(`SELECT * FROM ${table} ORDER BY 1, 2`);
        rows[table] = found.map((row) => ({ ...row }));
      }
      return { rows, structure: (await readFormerStructure(db)).map((part) => JSON.stringify(part)).sort() };
    } finally {
      await db.close();
    }
  }
}, 'mysql');
