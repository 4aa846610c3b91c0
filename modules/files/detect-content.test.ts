import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Document, Packer, Paragraph } from 'docx';
import { requireAcceptable } from './accept-content.ts';
import { detectContent } from './detect-content.ts';
import { compoundFile, zipOf } from './factory.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staka-content-'));
});
after(() => rm(folder, { recursive: true }));

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const ODT = 'application/vnd.oasis.opendocument.text';
const docx = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('Longtemps…')] }] }));

const CONTENTS: readonly (readonly [what: string, bytes: Buffer | string, mimeType: string, type: string])[] = [
  ['a .docx', docx, DOCX, 'DOCUMENT'],
  ['an .odt', zipOf({ mimetype: ODT, 'content.xml': '<x/>' }), ODT, 'DOCUMENT'],
  ['an .epub', zipOf({ mimetype: 'application/epub+zip' }), 'application/epub+zip', 'DOCUMENT'],
  ['a .zip', zipOf({ 'chapitre-1.txt': 'Longtemps' }), 'application/zip', 'ARCHIVE'],
  ['a .doc', compoundFile(['Root Entry', '1Table', 'WordDocument']), 'application/msword', 'DOCUMENT'],
  [
    'a .doc with a long directory',
    compoundFile(['Root Entry', 'a', 'b', 'c', 'd', 'WordDocument']),
    'application/msword',
    'DOCUMENT',
  ],
  ['an .xls', compoundFile(['Root Entry', 'Workbook']), 'application/vnd.ms-excel', 'DOCUMENT'],
  ['a compound file of something else', compoundFile(['Root Entry', 'Contents']), 'application/octet-stream', 'OTHER'],
  ['a Windows installer', compoundFile(['Root Entry', '\u4840\u3F3F\u4577']), 'application/x-ms-installer', 'OTHER'],
  ['a .pdf', '%PDF-1.7\n%\u00E2\u00E3\n1 0 obj', 'application/pdf', 'DOCUMENT'],
  ['a .pdf that begins late', Buffer.from('\0\0\n%PDF-1.4\n\0'), 'application/pdf', 'DOCUMENT'],
  ['a text of one letter', 'a', 'text/plain', 'DOCUMENT'],
  ['an .rtf', '{\\rtf1\\ansi Longtemps}', 'application/rtf', 'DOCUMENT'],
  ['text in UTF-8', 'Longtemps, je me suis couché de bonne heure.', 'text/plain', 'DOCUMENT'],
  ['text in Windows-1252', Buffer.from('couch\xe9 de bonne heure \x96 longtemps', 'latin1'), 'text/plain', 'DOCUMENT'],
  ['text in UTF-16', Buffer.from('\uFEFFLongtemps', 'utf16le'), 'text/plain', 'DOCUMENT'],
  ['text that begins like a picture', 'BM, le héros, entra.', 'text/plain', 'DOCUMENT'],
  ['text that begins like a program', 'MZ est une revue.', 'text/plain', 'DOCUMENT'],
  ['text about markup', 'La balise <script> est dangereuse.', 'text/plain', 'DOCUMENT'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'image/png', 'IMAGE'],
  ['a page', '<!-- bonjour --><!DOCTYPE html><script>alert(1)</script>', 'text/html', 'OTHER'],
  ['a page without a head', '  <script>alert(1)</script>', 'text/html', 'OTHER'],
  ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml', 'OTHER'],
  ['a drawing behind a prologue', '<?xml version="1.0"?><!-- x --><svg onload="a()"/>', 'image/svg+xml', 'OTHER'],
  ['an XML file', '<?xml version="1.0"?><a/>', 'application/xml', 'OTHER'],
  ['bytes nobody knows', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]), 'application/octet-stream', 'OTHER'],
];

for (const [what, bytes, mimeType, type] of CONTENTS) {
  test(`the content of ${what} is ${mimeType}, ${type}`, async () => {
    const found = await detect(bytes);
    assert.deepEqual({ mimeType: found.mimeType, type: found.type }, { mimeType, type });
  });
}

const PROGRAMS: readonly (readonly [what: string, bytes: Buffer | string])[] = [
  ['a program of Windows', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
  ['a program of Linux', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(200)])],
  ['a script', '#!/bin/sh\nrm -rf /\n'],
  ['a page of PHP', '<?php system($_GET[0]);'],
  ['a Java archive', zipOf({ 'META-INF/MANIFEST.MF': 'Main-Class: A' })],
];

for (const [what, bytes] of PROGRAMS) {
  test(`${what} is refused even as an attachment, whatever it is called`, async () => {
    const content = await detect(bytes);
    assert.throws(() => requireAcceptable(content, 'roman.docx', 'PIECE_JOINTE'), { code: 'FILE_PROGRAM_REFUSED' });
  });
}

test('a text that Windows would run is refused, the same text under another name is not', async () => {
  const content = await detect('del C:\\*.*');
  assert.throws(() => requireAcceptable(content, 'roman.bat', 'PIECE_JOINTE'), { code: 'FILE_PROGRAM_REFUSED' });
  requireAcceptable(content, 'roman.txt', 'MANUSCRIT');
});

test('a page or a picture is no manuscript, and may be attached', async () => {
  for (const bytes of ['<html></html>', '<svg/>', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')]) {
    const content = await detect(bytes);
    assert.throws(() => requireAcceptable(content, 'roman.pdf', 'MANUSCRIT'), { code: 'FILE_TYPE_REFUSED' });
    requireAcceptable(content, 'roman.pdf', 'PIECE_JOINTE');
  }
});

async function detect(bytes: Buffer | string) {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  return detectContent(path);
}
