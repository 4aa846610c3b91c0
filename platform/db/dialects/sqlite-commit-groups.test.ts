import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { CompiledQuery } from 'kysely';
import { type Member, SqliteCommitGroups, TakenBackError } from '#platform/db/dialects/sqlite-commit-groups.ts';
import { SqliteConnection } from '#platform/db/dialects/sqlite-connection.ts';
import { isUnavailable } from '#platform/db/errors.ts';

describe('grouped commits', () => {
  const folder = mkdtempSync(join(tmpdir(), 'staka-groups-'));
  let connection: SqliteConnection;
  let groups: SqliteCommitGroups;
  let control: string[];

  beforeEach(async (t) => {
    const path = join(folder, `${t.name.replaceAll(/\W/g, '-')}.db`);
    connection = new SqliteConnection(path, { readOnly: false, busyTimeoutMs: 0 });
    connection.execute('CREATE TABLE facts (name TEXT PRIMARY KEY)');
    groups = new SqliteCommitGroups(connection, { grouped: true });
    control = watch(connection);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('writes that come together share one commit', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map(write));
    assert.deepEqual(control, ['BEGIN IMMEDIATE', 'COMMIT']);
    assert.deepEqual(facts(), ['a', 'b', 'c', 'd']);
  });

  test('transactions that wait share the commit of the one that runs', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => transaction(name)));
    assert.equal(count('COMMIT'), 1);
    assert.deepEqual(facts(), ['a', 'b', 'c']);
  });

  test('nobody is acknowledged before the commit', async () => {
    const acknowledged: string[] = [];
    const all = ['a', 'b', 'c'].map((name) =>
      transaction(name).then(() => {
        assert.equal(count('COMMIT'), 1);
        acknowledged.push(name);
      }),
    );
    await Promise.all(all);
    assert.deepEqual(acknowledged, ['a', 'b', 'c']);
  });

  for (const [failing, kept] of [
    ['first', ['b', 'c']],
    ['middle', ['a', 'c']],
    ['last', ['a', 'b']],
  ] as const) {
    test(`when the ${failing} of a group fails, only it is undone`, async () => {
      const names = ['a', 'b', 'c'];
      const failingName = names.find((name) => !(kept as readonly string[]).includes(name));
      const all = names.map((name) =>
        transaction(name, () => {
          if (name === failingName) throw new Error('changed my mind');
        }),
      );
      const outcomes = (await Promise.allSettled(all)).map(({ status }) => status);
      assert.equal(outcomes.filter((status) => status === 'rejected').length, 1);
      assert.deepEqual(facts(), [...kept]);
    });
  }

  test('a write that breaks a rule fails alone', async () => {
    const outcomes = await Promise.allSettled(['a', 'b', 'a', 'c'].map(write));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(facts(), ['a', 'b', 'c']);
  });

  test('when the commit fails nobody of the group is acknowledged, and the next group works', async (t) => {
    const execute = connection.execute.bind(connection);
    const failing = t.mock.method(connection, 'execute', (sql: string) => {
      if (sql === 'COMMIT') throw new Error('disk on fire');
      execute(sql);
    });
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => transaction(name)));
    assert.ok(outcomes.every(({ status }) => status === 'rejected'));
    failing.mock.restore();
    await transaction('d');
    assert.deepEqual(facts(), ['d']);
  });

  test('when SQLite undoes everything, everybody of the group is told', async () => {
    const undoing = async () => {
      const member = await groups.begin('transaction');
      assert.throws(() => run(member, "INSERT OR ROLLBACK INTO facts VALUES ('a')"));
      // As code that swallows an error would go on.
      assert.throws(() => run(member, "INSERT INTO facts VALUES ('z')"));
      await groups.commit(member);
    };
    const outcomes = await Promise.allSettled([transaction('a'), transaction('b'), undoing(), transaction('c')]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['rejected', 'rejected', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(facts(), ['c']);
  });

  test('a full disk is said to be one, and leaves the database as it was', async () => {
    await write('a');
    const { page_count: pages } = connection.database.prepare('PRAGMA page_count').get() as { page_count: number };
    connection.database.exec(`PRAGMA max_page_count = ${pages}`);
    const outcome = await write('x'.repeat(100_000)).catch((error: unknown) => error);
    assert.equal(isUnavailable(outcome), true);
    connection.database.exec('PRAGMA max_page_count = 1000000');
    await write('b');
    assert.deepEqual(facts(), ['a', 'b']);
  });

  test('one that joined and takes long gives way: the others are acknowledged, and it is told to run again', async () => {
    const first = transaction('a');
    const long = transaction('b', () => wait(1_000));
    const start = performance.now();
    await first;
    assert.ok(performance.now() - start < 800);
    await assert.rejects(long, TakenBackError);
    assert.deepEqual(facts(), ['a']);
  });

  test('one that runs alone is not hurried, and shares its commit with nobody', async () => {
    const all = [transaction('a'), transaction('b', () => wait(300), 'alone'), transaction('c')];
    await Promise.all(all);
    assert.equal(count('COMMIT'), 3);
    assert.deepEqual(facts(), ['a', 'b', 'c']);
  });

  test('a group takes in no more than 64', async () => {
    await Promise.all(Array.from({ length: 130 }, (_, index) => write(`f${index}`)));
    assert.ok(count('COMMIT') >= 3);
    assert.equal(facts().length, 130);
  });

  test('while another process writes, the next waits without stopping this process', async () => {
    const other = new SqliteConnection(connection.database.location() ?? '', { readOnly: false, busyTimeoutMs: 0 });
    other.execute('BEGIN IMMEDIATE');
    const waiting = write('a');
    await wait(100);
    assert.deepEqual(facts(), []);
    other.execute('COMMIT');
    await waiting;
    assert.deepEqual(facts(), ['a']);
    other.close();
  });

  function write(name: string): Promise<unknown> {
    return groups.write(() => insert(name));
  }

  async function transaction(
    name: string,
    then: () => void | Promise<void> = () => {},
    kind: Member['kind'] = 'transaction',
  ): Promise<void> {
    const member = await groups.begin(kind);
    try {
      groups.run(member, () => insert(name));
      await then();
    } catch (error) {
      groups.rollback(member);
      throw error;
    }
    await groups.commit(member);
  }

  function insert(name: string) {
    return connection.run(CompiledQuery.raw('INSERT INTO facts VALUES (?)', [name]));
  }

  function run(member: Member, sql: string) {
    return groups.run(member, () => connection.run(CompiledQuery.raw(sql)));
  }

  function facts(): string[] {
    const { rows } = connection.run<{ name: string }>(CompiledQuery.raw('SELECT name FROM facts ORDER BY rowid'));
    return rows.map(({ name }) => name);
  }

  function count(statement: string): number {
    return control.filter((sql) => sql === statement).length;
  }
});

/** What is said to SQLite about transactions, in order. */
function watch(connection: SqliteConnection): string[] {
  const control: string[] = [];
  const execute = connection.execute.bind(connection);
  connection.execute = (sql) => {
    control.push(sql);
    execute(sql);
  };
  return control;
}
