import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { migrationsFolder } from '#test/migrations/migrations-folder.ts';
import { restoringFrom } from './restore-lost.ts';
import { planRollback } from './rollback-plan.ts';
import { migrateSafely, rollBackSafely } from './safely.ts';

const root = await mkdtemp(join(tmpdir(), 'staka-restore-lost-'));
after(() => rm(root, { recursive: true, force: true }));
const backup = { folder: join(root, 'backups'), filesFolder: join(root, 'files'), keys: [] };

const BOOKS = `CREATE TABLE books (id INTEGER PRIMARY KEY, person INTEGER NOT NULL, title VARCHAR(20), FOREIGN KEY (person) REFERENCES people (id));`;
const ONE = `CREATE TABLE people (id INTEGER PRIMARY KEY, nom VARCHAR(20), born VARCHAR(30)); ${BOOKS}
INSERT INTO people VALUES (1, 'Zoé', '1999'), (2, 'Ada', NULL), (3, 'Mel', '2001');
INSERT INTO books VALUES (10, 1, 'A'), (11, 3, 'B');`;
const DROPS = {
  up: 'ALTER TABLE people DROP COLUMN born; DROP TABLE books;',
  down: `ALTER TABLE people ADD COLUMN born VARCHAR(30); ${BOOKS}`,
};

eachEmptyDatabase((database) => {
  test('what a way back makes again is filled from the backup that the way there made, and nothing else is touched', async () => {
    const folder = await migrationsFolder({ '1_one': { up: ONE } });
    const safe = { url: database.url, backup, origin: 'cli' } as const;
    assert.equal((await migrateSafely({ ...safe, folder })).backup, null);
    const both = await migrationsFolder({ '1_one': { up: ONE }, '2_drops': DROPS });
    const made = (await migrateSafely({ ...safe, folder: both })).backup;
    await database.query(`UPDATE people SET nom = 'Zoë' WHERE id = 1`);
    await database.query(`DELETE FROM people WHERE id = 3`);
    await database.query(`INSERT INTO people (id, nom) VALUES (4, 'Léo')`);
    const { backups, losses } = await planRollback({ url: database.url, folder: both, step: 1 });
    assert.deepEqual([backups, losses], [[made], []]);
    const { finish, restored } = await restoringFrom(backups.map((path) => ({ path, keys: [] })));
    await rollBackSafely({ ...safe, folder: both, finish });
    assert.deepEqual(restored, [
      { table: 'books', columns: null, rows: 2 },
      { table: 'people', columns: ['born'], rows: 3 },
    ]);
    const rows = async (sql: string) => (await database.query(sql)).map((row) => Object.values(row).join());
    assert.deepEqual(await rows('SELECT id, nom, born FROM people ORDER BY id'), ['1,Zoë,1999', '2,Ada,', '4,Léo,']);
    assert.deepEqual(await rows('SELECT id, person, title FROM books'), ['10,1,A']);
  });
});
