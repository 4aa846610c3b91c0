import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moved, placeOf } from './crop.ts';

const wide = { width: 800, height: 400 };

test('the middle of a wide picture is shown first', () => {
  assert.deepEqual(placeOf({ x: 0.5, y: 0.5, zoom: 1 }, wide), { width: 2, height: 1, left: -0.5, top: 0 });
});

test('the window stays full at the edges', () => {
  assert.deepEqual(placeOf({ x: 1, y: 0, zoom: 2 }, wide), { width: 4, height: 2, left: -3, top: 0 });
});

test('dragging to the right shows what is on the left', () => {
  assert.equal(moved({ x: 0.5, y: 0.5, zoom: 1 }, wide, { x: 0.25, y: 0 }).x, 0.375);
});
