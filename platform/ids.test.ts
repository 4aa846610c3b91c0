import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#platform/ids.ts';

test('an id is a UUIDv7 of this very moment', () => {
  const before = Date.now();
  const id = newId();
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const moment = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  assert.ok(moment >= before && moment <= Date.now() + 1);
});

test('each id sorts after the one before it, and no two are alike', () => {
  const ids = Array.from({ length: 100_000 }, newId);
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
});
