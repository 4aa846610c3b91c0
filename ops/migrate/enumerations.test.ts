import assert from 'node:assert/strict';
import { test } from 'node:test';
import { METADATA } from '#platform/db/metadata.gen.ts';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { migrate } from './migrate.ts';

/** Every column that holds an enumeration. */
const ENUMERATIONS = Object.entries(METADATA).flatMap(([table, { enums }]) =>
  Object.entries(enums).map(([column, values]) => ({ table, column, values })),
);

eachEmptyDatabase((database) => {
  const quote = database.provider === 'mysql' ? '`' : '"';

  test('every enumeration takes each of its values and refuses any other', async () => {
    await migrate({ url: database.url });
    for (const { table, column, values } of ENUMERATIONS) {
      await probe(table, column, values[0] ?? '');
      await assert.rejects(probe(table, column, 'INCONNU'), `${table}.${column} took INCONNU`);
      await assert.rejects(probe(table, column, ''), `${table}.${column} took an empty text`);
    }
    assert.ok(ENUMERATIONS.length >= 20);
  });

  /** Writes one value into a table that has the column and its rule, and nothing else that must be filled. */
  async function probe(table: string, column: string, value: string): Promise<void> {
    const name = `${quote}${column}${quote}`;
    const copy = `probe_${table}_${column}`;
    await database.query(await emptyCopy(copy, table, column));
    try {
      await database.query(`INSERT INTO ${copy} (${name}) VALUES ('${value}')`);
    } finally {
      await database.query(`DROP TABLE ${copy}`);
    }
  }

  /** A table of that one column, as the database itself describes it. */
  async function emptyCopy(copy: string, table: string, column: string): Promise<string> {
    if (database.provider === 'sqlite') {
      const [row] = await database.query(`SELECT sql FROM sqlite_master WHERE name = '${table}'`);
      const line = String(row?.sql)
        .split('\n')
        .find((candidate) => candidate.trim().startsWith(`"${column}" `));
      return `CREATE TABLE ${copy} (${line?.trim().replace(/,$/, '')})`;
    }
    return `CREATE TABLE ${copy} AS SELECT ${quote}${column}${quote} FROM ${quote}${table}${quote} WHERE 1 = 0`;
  }
});
