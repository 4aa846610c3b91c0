import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanFilename, shorten } from './clean-filename.ts';
import { contentType, PLAIN_TEXT, withTrueExtension } from './file-types.ts';

const NAMES: readonly (readonly [why: string, given: string, cleaned: string])[] = [
  ['an ordinary name is kept', 'Le Rouge et le Noir – chapitre 1.docx', 'Le Rouge et le Noir – chapitre 1.docx'],
  ['folders are cut off', '../../etc/passwd', 'passwd'],
  ['folders of Windows are cut off', 'C:\\Users\\Marie\\roman.docx', 'roman.docx'],
  ['a name of dots alone is no name', '..', 'fichier'],
  ['an empty name is no name', '   ', 'fichier'],
  ['a hidden file is a file', '.htaccess', 'htaccess'],
  ['controls and line ends are dropped', 'ro\u0000man\r\nSet-Cookie: a=b.pdf', 'roman Set-Cookie: a=b.pdf'],
  ['a name that reads backwards is turned round', 'facture\u202Excod.exe', 'facturexcod.exe'],
  ['invisible characters are dropped', 'ro\u200Bman\uFEFF.txt', 'roman.txt'],
  ['a name of a device gets a mark', 'NUL.txt', '_NUL.txt'],
  ['dots and spaces at the end are dropped', 'roman.docx. . ', 'roman.docx'],
  ['accents have one form', 'e\u0301te\u0301.txt', 'été.txt'],
];

for (const [why, given, cleaned] of NAMES)
  test(`file names: ${why}`, () => assert.equal(cleanFilename(given), cleaned));

test('file names: a long one is cut before its ending, and never through a character', () => {
  const cut = cleanFilename(`${'😀'.repeat(200)}.docx`);
  assert.ok(cut.length <= 255 && cut.endsWith('😀.docx'));
});

test('file names: whatever is given, the result is safe, short, and clean already', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
      const cleaned = cleanFilename(given);
      assert.ok(cleaned.length > 0 && cleaned.length <= 255 && cleaned.isWellFormed());
      assert.doesNotMatch(cleaned, /[/\\\p{Cc}\p{Cf}]|^[. ]|^\.+$/u);
      assert.equal(shorten(cleaned), cleaned);
    }),
  );
});

test('an ending that lies is followed by the true one', () => {
  const pdf = contentType('application/pdf', 'pdf');
  const names = ['a.pdf', 'a.PDF', 'a.docx', 'a.exe', 'a', 'chapitre 2.1', 'a.projet'];
  assert.deepEqual(
    names.map((name) => withTrueExtension(name, pdf)),
    ['a.pdf', 'a.PDF', 'a.docx.pdf', 'a.exe.pdf', 'a.pdf', 'chapitre 2.1', 'a.projet'],
  );
  assert.equal(withTrueExtension('notes.md', PLAIN_TEXT), 'notes.md');
});
