import assert from 'node:assert/strict';
import test from 'node:test';
import { cutPage, datedPlace, decodeCursor, encodeCursor } from './page.ts';

const rows = [{ id: 'c' }, { id: 'b' }, { id: 'a' }];

test('a page that is not the last ends with the cursor of its last item', () => {
  const page = cutPage(rows, 2, ({ id }) => [id]);
  assert.deepEqual(page.items, [{ id: 'c' }, { id: 'b' }]);
  assert.deepEqual(decodeCursor(page.next ?? '', 1), ['b']);
});

test('the last page has no cursor', () => {
  assert.equal(cutPage(rows, 3, ({ id }) => [id]).next, null);
  assert.equal(cutPage([], 3, () => []).next, null);
});

for (const cursor of [
  '',
  'not a cursor',
  encodeCursor(['one', 'two']),
  Buffer.from('{"id":1}').toString('base64url'),
  Buffer.from('[[1]]').toString('base64url'),
  encodeCursor(['a\u0000b']),
  encodeCursor([1e99]),
]) {
  test(`the cursor ${JSON.stringify(cursor)} is refused with a code`, () => {
    assert.throws(() => decodeCursor(cursor, 1), { code: 'CURSOR_INVALID' });
  });
}

test('a dated place is what its cursor was made of', () => {
  const place = { createdAt: new Date('2026-03-01T10:00:00.123Z'), id: 'a' };
  assert.deepEqual(datedPlace(encodeCursor([place.createdAt.toISOString(), place.id])), place);
  assert.equal(datedPlace(undefined), null);
});

for (const values of [
  ['hier', 'a'],
  ['+200000-01-01T00:00:00Z', 'a'],
  ['0000-01-01T00:00:00Z', 'a'],
  ['2026-03-01T10:00:00Z', 1],
  [1, 'a'],
]) {
  test(`no dated place is ${JSON.stringify(values)}`, () => {
    assert.throws(() => datedPlace(encodeCursor(values)), { code: 'CURSOR_INVALID' });
  });
}
