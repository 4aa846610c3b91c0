import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { createAccount } from '#modules/accounts/factory.ts';
import { eachDatabase } from '#test/databases.ts';
import type { Inspector } from './inspector.ts';
import { withInspector } from './open-inspector.ts';
import { optimizeDatabase } from './optimize.ts';

eachDatabase((database) => {
  const inspect = <T>(work: (inspector: Inspector) => Promise<T>) => withInspector({ url: database.url }, work);

  test('every table is told with its rows, its size and its indexes', async () => {
    await createAccount(database.db);
    const { bytes, tables } = await inspect((inspector) => inspector.stats());
    const of = (name: string) => tables.find((table) => table.name === name);
    assert.deepEqual([of('users')?.rows, of('users')?.exact, of('commandes')?.rows], [1, true, 0]);
    assert.ok(tables.length > 30 && bytes > 100_000, `${tables.length} tables, ${bytes} bytes`);
    assert.ok((of('users')?.bytes ?? 0) > 0);
    assert.ok(of('users')?.indexes.some(({ name }) => /users_email/.test(name)));
    assert.ok(!tables.some(({ name }) => name.startsWith('sqlite_')));
  });

  test('the slowest queries are told where the database counts them, and otherwise how to have them counted', async () => {
    const slowest = await inspect((inspector) => inspector.slowestQueries(3));
    if (slowest.known) assert.ok(slowest.queries.length <= 3 && slowest.queries.every(({ calls }) => calls > 0));
    else assert.match(slowest.reason.en, /pg_stat_statements|performance_schema|keeps no statistics/);
  });

  test('a table is described as it is in the database, with what it refers to and what watches over it', async () => {
    const table = (name: string) => inspect((inspector) => inspector.describe(name));
    const preferences = await table('user_preferences');
    assert.deepEqual(
      preferences?.foreignKeys.map(({ columns, table, references, onDelete }) => [
        columns,
        table,
        references,
        onDelete,
      ]),
      [[['userId'], 'users', ['id'], 'CASCADE']],
    );
    const users = await table('users');
    const column = (name: string) => users?.columns.find((found) => found.name === name);
    assert.match(column('email')?.type ?? '', /varchar\(255\)|character varying\(255\)|TEXT/i);
    assert.deepEqual([column('email')?.nullable, column('password')?.nullable], [false, true]);
    assert.match(column('role')?.default ?? '', /USER/);
    const has = (columns: string, kind: 'unique' | 'primary') =>
      users?.indexes.some((index) => index.columns.join() === columns && index[kind]);
    assert.deepEqual([has('email', 'unique'), has('email', 'primary'), has('id', 'primary')], [true, false, true]);
    assert.ok(((await table('audit_entries'))?.triggers.length ?? 0) >= 2);
    assert.equal(await table('nothing'), null);
  });

  test('who has the database open is told, with who waits for whom', async () => {
    if (database.name === 'sqlite') return;
    const account = await createAccount(database.db);
    const change = (nom: string) => sql`update users set nom = ${nom} where id = ${account.id}`;
    let waiting: Promise<unknown> = Promise.resolve();
    const found = await database.db.transaction().execute(async (tx) => {
      await change('First').execute(tx);
      waiting = change('Second').execute(database.db);
      return untilSomebodyWaits();
    });
    await waiting;
    const waiter = found.find(({ waitsFor }) => waitsFor.length > 0);
    assert.match(waiter?.sql ?? '', /update users set nom/);
    assert.ok(found.some(({ id }) => id === waiter?.waitsFor[0]));
  });

  const untilSomebodyWaits = async () => {
    const deadline = Date.now() + 5_000;
    return inspect(async (inspector) => {
      for (;;) {
        const { processes } = await inspector.processes();
        if (processes.some(({ waitsFor }) => waitsFor.length > 0) || Date.now() > deadline) return processes;
        // MariaDB shows the same picture as long as it is asked more often than every tenth of a second.
        await wait(120);
      }
    });
  };

  test('optimizing looks for damage first, keeps every row, and says what it gained', async () => {
    await createAccount(database.db);
    const result = await inspect(optimizeDatabase);
    assert.deepEqual(result.found, []);
    assert.ok(result.steps.length >= 2 && result.bytesAfter > 0);
    assert.equal((await database.db.selectFrom('users').select('id').execute()).length, 1);
  });
});
