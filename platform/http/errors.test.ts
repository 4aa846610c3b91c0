import assert from 'node:assert/strict';
import test from 'node:test';
import { defineErrors } from './errors.ts';

const errors = defineErrors({
  TEST_TOO_MANY: { status: 409, fr: 'Il y en a déjà {count}.', en: 'There are {count} already.' },
});

test('a failure speaks the language of its reader, its holes filled', () => {
  const error = errors.TEST_TOO_MANY({ count: 3 });
  assert.equal(error.detail('fr'), 'Il y en a déjà 3.');
  assert.equal(error.detail('en'), 'There are 3 already.');
  assert.equal(error.status, 409);
});

test('a code has one meaning: defining it twice is refused', () => {
  assert.throws(() => defineErrors({ TEST_TOO_MANY: { status: 400, fr: '', en: '' } }), /defined twice/);
});
