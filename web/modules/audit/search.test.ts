import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportUrl, queryOf, readSearch } from './search.ts';

test('what the address says is taken when it can be asked, and left out otherwise', () => {
  const search = { q: 'Léa', action: 'user.role-changed', du: '2026-11-01', au: 'hier', target: '', other: 'x' };
  assert.deepEqual(readSearch(search), { q: 'Léa', action: 'user.role-changed', du: '2026-11-01' });
  assert.deepEqual(readSearch({ action: '%' }), {});
});

test('a day is asked for from its beginning to its end', () => {
  const { from = '', to = '' } = queryOf({ du: '2026-11-01', au: '2026-11-01' }) as { from?: string; to?: string };
  assert.equal(Date.parse(to) - Date.parse(from), 86_400_000);
});

test('an export is asked for what is shown', () => {
  assert.equal(exportUrl({ q: 'a b' }, 'jsonl'), '/api/admin/audit/export?format=jsonl&q=a+b');
});
