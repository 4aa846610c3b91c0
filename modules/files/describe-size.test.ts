import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeSize } from './describe-size.ts';

test('sizes are written as people write them', () => {
  const sizes = [0, 1, 999, 1500, 200_000_000, 5_000_000_000, 1_500_000_000, 999_999];
  assert.deepEqual(
    sizes.map((size) => describeSize(size, 'fr')),
    ['0\u00A0o', '1\u00A0o', '999\u00A0o', '1,5\u00A0ko', '200\u00A0Mo', '5\u00A0Go', '1,5\u00A0Go', '1\u00A0Mo'],
  );
  assert.equal(describeSize(1_500_000, 'en'), '1.5\u00A0MB');
});
