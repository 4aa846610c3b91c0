import assert from 'node:assert/strict';
import test from 'node:test';
import { Type } from 'typebox';
import { Enum, Nullable } from './types.ts';

test('what may be null says so in its type, so that the serializer writes null and not ""', () => {
  assert.deepEqual(Nullable(Type.String({ maxLength: 3 })), { maxLength: 3, type: ['string', 'null'] });
});

test('a closed list that may be null has null among its words', () => {
  assert.deepEqual(Nullable(Enum(['A', 'B'])), { type: ['string', 'null'], enum: ['A', 'B', null] });
});
