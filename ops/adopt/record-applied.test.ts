import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awaitsData } from '#ops/migrate/data/mark.ts';
import { createHistory, readHistory } from '#ops/migrate/history.ts';
import { withSession } from '#ops/migrate/session.ts';
import { withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { recordApplied } from './record-applied.ts';

test('of a migration that changes rows, those that were taken along wait for the next migrate', () =>
  withEmptyDatabase('sqlite', (url) =>
    withSession({ url }, async ({ db }) => {
      const data = { file: new URL('file:///2_rows.ts'), source: '' };
      await createHistory(db);
      await recordApplied(db, { name: '1_sql', up: '', down: undefined }, new Date(0));
      await recordApplied(db, { name: '2_rows', up: '', down: undefined, data }, new Date(1));
      const rows = await readHistory(db);
      assert.deepEqual(
        rows.map((row) => [row.name, row.finished, awaitsData(row, { data })]),
        [
          ['1_sql', true, false],
          ['2_rows', true, true],
        ],
      );
    }),
  ));
