import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connected } from '#ops/backup/connected.ts';
import { introspect } from '#ops/drift/introspect.ts';
import { sayChange } from '#ops/drift/words.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { rollback } from '#ops/migrate/rollback.ts';
import { withSession } from '#ops/migrate/session.ts';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { PLANTED_DRIFTS } from '#test/migrations/planted-drifts.ts';
import { makeSecondMigration } from '#test/migrations/second-migration.ts';
import { type ChangedSchema, changedSchema } from './changed-schema.fixture.ts';
import { diffSources } from './diff.ts';
import { parseSource, type Source } from './sources.ts';

let changed: ChangedSchema;
before(async () => {
  changed = await changedSchema();
});
after(() => changed.remove());

eachEmptyDatabase((database) => {
  const diff = (from: Source, to: Source) => diffSources({ url: database.url, from, to });
  const [live, migrations, schema] = [
    parseSource('database', 'from'),
    parseSource('migrations', 'to'),
    parseSource('schema', 'to'),
  ];
  /** Runs the SQL of a difference as migrations run. */
  const apply = async (from: Source, to: Source) => {
    const { statements } = await diff(from, to);
    await withSession({ url: database.url }, ({ db, exclusively }) =>
      exclusively(async () => {
        for (const { sql } of statements) await db.script(sql);
      }),
    );
  };

  test('the SQL from nothing to the schema makes the database of the schema; a changed one is reached and left again', async () => {
    await apply(parseSource('empty', 'from'), schema);
    assert.deepEqual((await diff(live, schema)).differences, []);
    const there = (await diff(live, changed.source)).differences.map((found) => sayChange(found).en);
    for (const line of [
      '+ table absences',
      '- column users.telephone',
      '+ column users.interests',
      '- index users_role_idx of users',
    ])
      assert.ok(there.includes(line), `${line} of ${there.join('\n')}`);
    assert.ok(
      there.some((line) => /^~ column users\.bio: .*becomes no, instead of yes/.test(line)),
      there.join('\n'),
    );
    await apply(live, changed.source);
    assert.deepEqual((await diff(live, changed.source)).differences, []);
  });

  test('what leads to a changed schema leaves the same database as the migration that is then written of it', async () => {
    const second = await makeSecondMigration();
    const options = { url: database.url, folder: second.folder };
    const structure = () =>
      connected(database.url, async (db) => (await introspect(db)).map(({ sql: _text, ...part }) => part));
    await migrate(options);
    const migrated = await structure();
    assert.deepEqual((await diff(live, changed.source)).differences, []);
    await rollback(options);
    await apply(live, changed.source);
    assert.deepEqual(await structure(), migrated);
    await second.drop();
  });

  test('of a migrated database nothing is found but what was changed by hand; what the schema cannot say and the tables of others stay', async () => {
    await migrate({ url: database.url });
    for (const [from, to] of [
      [live, migrations],
      [live, schema],
      [migrations, schema],
      [schema, live],
    ] as const)
      assert.deepEqual(
        (await diff(from, to)).differences.map((found) => sayChange(found).en),
        [],
      );
    await database.query('CREATE TABLE archives_2019 (id INTEGER)');
    for (const { plant } of PLANTED_DRIFTS) await plant(database);
    const { differences, unknown } = await diff(live, schema);
    assert.deepEqual(
      unknown.map(({ name }) => name),
      ['archives_2019'],
    );
    const planted = PLANTED_DRIFTS.filter(({ what }) => !/trigger|check/.test(what)).length;
    assert.equal(differences.length, planted, differences.map((found) => sayChange(found).en).join('\n'));
    await apply(live, schema);
    assert.deepEqual((await diff(live, schema)).differences, []);
    const left = (await diff(live, migrations)).differences.map((found) => sayChange(found).en);
    assert.deepEqual(left.sort(), [
      '+ trigger audit_entries_no_delete of audit_entries',
      '- check order_check of pages',
    ]);
  });

  test('a schema of another database, one that is not valid and no source at all are refused by name', async () => {
    const other = database.provider === 'sqlite' ? 'postgresql' : 'sqlite';
    const foreign = await changed.write(`datasource db {\n  provider = "${other}"\n}\n`);
    await assert.rejects(diff(live, foreign), { code: 'SCHEMA_OTHER_PROVIDER' });
    const wrong = await changed.write('datasource db {\n  provider = "mysql"\n}\nmodel User {\n  id Strong @id\n}\n');
    await assert.rejects(diff(live, wrong), { code: 'SCHEMA_INVALID', message: /Type "Strong"[\s\S]*:5/ });
    assert.throws(() => parseSource('schema.sql', 'to'), { code: 'SCHEMA_SOURCE_UNKNOWN' });
  });
});
