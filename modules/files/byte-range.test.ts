import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readByteRange } from './byte-range.ts';

const RANGES: readonly (readonly [header: string | undefined, expected: ReturnType<typeof readByteRange>])[] = [
  [undefined, null],
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=900-', { start: 900, end: 999 }],
  ['bytes=900-5000', { start: 900, end: 999 }],
  ['bytes=-100', { start: 900, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=1000-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-2', null],
  ['bytes=0-1,5-6', null],
  ['lines=0-1', null],
  ['bytes=-', null],
  ['bytes=a-b', null],
];

for (const [header, expected] of RANGES) {
  test(`of 1000 bytes, Range: ${header} asks for ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(readByteRange(header, 1000), expected));
}
