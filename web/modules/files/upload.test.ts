import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressOf, titleFromFilename } from './upload.ts';

test('A file name proposes a title', () => {
  assert.equal(titleFromFilename('les-oiseaux_du_fleuve.docx'), 'Les oiseaux du fleuve');
  assert.equal(titleFromFilename('Chapitre 1.2.odt'), 'Chapitre 1.2');
  assert.equal(titleFromFilename('Sans extension'), 'Sans extension');
});

test('Several uploads are as far as their bytes are', () => {
  assert.equal(
    progressOf([
      { size: 300, sent: 300 },
      { size: 100, sent: 0 },
    ]),
    0.75,
  );
  assert.equal(progressOf([]), 0);
});
