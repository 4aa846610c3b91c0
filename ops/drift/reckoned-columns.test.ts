import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connected } from '#ops/backup/connected.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { withSession } from '#ops/migrate/session.ts';
import { eachEmptyDatabase, withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { statementsBetween } from './drift.ts';
import { introspect } from './introspect.ts';
import type { Structure } from './structure.ts';

const KEY = {
  sqlite: 'INTEGER PRIMARY KEY',
  postgresql: 'SERIAL PRIMARY KEY',
  mysql: 'INT AUTO_INCREMENT PRIMARY KEY',
};

eachEmptyDatabase((database) => {
  const table = (
    price: string,
  ) => `CREATE TABLE ${quoted(database.provider, 'lignes')} (id ${KEY[database.provider]}, prix ${price},
    total INTEGER GENERATED ALWAYS AS (prix * 2) STORED)`;
  const structure = () => connected(database.url, introspect);
  const lead = (from: Structure, to: Structure) =>
    withSession({ url: database.url }, ({ db, exclusively }) =>
      exclusively(async () => {
        for (const { sql } of statementsBetween(db.provider, from, to)) await db.script(sql);
      }),
    );

  test('a column that the database reckons, and a key that it counts, outlive a change of their table and its making anew', async () => {
    await database.query(table('INTEGER'));
    const before = await structure();
    await database.query('INSERT INTO lignes (prix) VALUES (3)');
    const after = await withEmptyDatabase(database.provider, (url) =>
      connected(url, async (db) => {
        await db.script(table('INTEGER DEFAULT 7'));
        return introspect(db);
      }),
    );
    await lead(before, after);
    assert.deepEqual(await structure(), after);
    await database.query('INSERT INTO lignes (id) VALUES (9)');
    const rows = await database.query('SELECT id, prix, total FROM lignes ORDER BY id');
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        [1, 3, 6],
        [9, 7, 14],
      ],
    );
    if (database.provider === 'postgresql') return;
    await lead(after, []);
    await lead([], after);
    assert.deepEqual(await structure(), after);
  });
});
