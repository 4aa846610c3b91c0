import assert from 'node:assert/strict';
import { test } from 'node:test';
import { releaseUpload, takeUpload } from './upload-ownership.ts';

test('An upload is sent by one tab, and by another once that one has let go', async () => {
  assert.equal(await takeUpload('one'), true);
  assert.equal(await takeUpload('one'), false);
  assert.equal(await takeUpload('two'), true);
  releaseUpload('one');
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await takeUpload('one'), true);
  releaseUpload('one');
  releaseUpload('two');
});
