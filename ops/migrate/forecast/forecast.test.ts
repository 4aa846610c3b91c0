import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { migrationsFolder, writeMigrations } from '#test/migrations/migrations-folder.ts';
import { migrate } from '../migrate.ts';
import { rollback } from '../rollback.ts';
import { migrationHistory } from '../status.ts';
import { forecast, lossesOf } from './forecast.ts';

const ONE = {
  up: 'CREATE TABLE notes (id INTEGER, texte VARCHAR(50), ton VARCHAR(10)); CREATE TABLE autres (id INTEGER);',
  down: 'DROP TABLE notes; DROP TABLE autres;',
};
const DROPS_COLUMN = 'ALTER TABLE notes DROP COLUMN ton;';
/** As it is done on SQLite; the others take it too, and know nothing of the new name. */
const REMAKES = `CREATE TABLE "new_notes" (id INTEGER, texte VARCHAR(50));
  INSERT INTO "new_notes" ("id", "texte") SELECT "id", "texte" FROM "notes";
  DROP TABLE "notes"; ALTER TABLE "new_notes" RENAME TO "notes";`;

eachEmptyDatabase((database) => {
  const withRows = async (second: string) => {
    const folder = await migrationsFolder({ '1_one': ONE });
    await migrate({ url: database.url, folder });
    await database.query(`INSERT INTO notes (id, texte, ton) VALUES (1, 'a', 'doux'), (2, 'b', 'fort')`);
    const up = database.provider === 'mysql' ? second.replaceAll('"', '`') : second;
    await writeMigrations(folder, { '2_two': { up } });
    return { url: database.url, folder };
  };
  const losses = async (second: string) => lossesOf(await forecast(await withRows(second))).map(({ en }) => en);

  test('tells of each statement its table, its rows, who waits and what is lost, and changes nothing', async () => {
    const options = await withRows(
      `CREATE INDEX notes_idx ON notes (texte); ${DROPS_COLUMN} CREATE TABLE neuve (id INTEGER);`,
    );
    const [plan] = await forecast(options);
    assert.equal(plan?.name, '2_two');
    const [index, drop, create] = plan?.statements ?? [];
    assert.deepEqual([index?.table, index?.rows, index?.work, index?.destroys], ['notes', 2, 'index', null]);
    assert.deepEqual([drop?.rows, drop?.destroys?.en], [2, 'loses the values of notes.ton']);
    assert.deepEqual([create?.rows, create?.work, create?.destroys], [0, 'nothing', null]);
    const waiting = { sqlite: 'database-writers', postgresql: 'writers', mysql: 'briefly' };
    assert.equal(index?.lock, waiting[database.provider]);
    assert.ok(plan?.statements.every(({ milliseconds }) => milliseconds > 0));
    assert.equal((await forecast(options)).length, 1);
  });

  for (const [what, second, lost] of [
    ['a table that is dropped', 'DROP TABLE notes;', ['loses the table notes, which has 2 rows']],
    ['a table made anew without a column', REMAKES, ['loses the values of notes.ton']],
    [
      'a table made anew whole',
      REMAKES.replaceAll('"texte"', '"texte", "ton"').replace('VARCHAR(50))', 'VARCHAR(50), ton VARCHAR(10))'),
      [],
    ],
    ['rows that are deleted', 'DELETE FROM notes WHERE id = 1;', ['deletes rows of notes, which has 2']],
    ['an empty table that is dropped', 'DROP TABLE autres;', []],
  ] as const)
    test(`${what}: ${lost.join() || 'nothing is lost'}`, async () => assert.deepEqual(await losses(second), lost));

  test('a migration that takes rows away by mistake is refused', async () => {
    const short = REMAKES.replaceAll('"texte"', '"texte", "ton"').replace(
      'VARCHAR(50))',
      'VARCHAR(50), ton VARCHAR(10))',
    );
    const options = await withRows(short.replace('FROM "notes"', 'FROM "notes" WHERE "id" = 1'));
    await assert.rejects(migrate(options), { code: 'MIGRATION_FAILED', message: /had 2 rows and would have 1/ });
    assert.equal((await database.query('SELECT * FROM notes')).length, 2);
  });

  test('the history tells when, who, with which version and how long, also of what was undone', async () => {
    const options = { url: database.url, folder: await migrationsFolder({ '1_one': ONE }) };
    await migrate(options);
    await rollback(options);
    const history = await migrationHistory(options);
    assert.deepEqual(
      history.map(({ name, what }) => [name, what]),
      [
        ['1_one', 'applied'],
        ['1_one', 'rolled-back'],
      ],
    );
    for (const { by, at } of history) {
      assert.match(by?.who ?? '', /^.+@.+$/);
      assert.match(by?.version ?? '', /^\d+\.\d+\.\d+/);
      assert.ok(Math.abs(Date.now() - at.getTime()) < 600_000);
    }
    assert.ok((history[0]?.milliseconds ?? -1) >= 0);
  });
});
