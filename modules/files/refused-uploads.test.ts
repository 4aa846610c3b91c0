import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { before, beforeEach, describe, test } from 'node:test';
import { aCommande } from '#modules/commandes/factory.ts';
import type { StatutCommande } from '#platform/db/database.gen.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { docxOf } from './factory.ts';
import {
  ask,
  begin,
  beginId,
  type Client,
  offsetOf,
  patch,
  patchAndBreakOff,
  patchBy,
  refusalOf,
  sendFile,
} from './tus-client.fixture.ts';
import type { FileKind } from './upload-request.ts';

const TEXT = Buffer.from('Longtemps, je me suis couché de bonne heure. '.repeat(100));
const KB = 1000;

eachDatabase((database) => {
  describe('uploads that are refused', () => {
    let app: TestApp;
    let server: string;
    before(async () => {
      app = await startTestApp(database, { uploadMaxBytes: 200 * KB, storageQuotaBytes: 500 * KB });
      server = await app.listen();
    });

    // The rows are gone already.
    beforeEach(async () => {
      const { storage, config } = app.context;
      await rm(join(config.dataDir, 'uploads'), { recursive: true, force: true });
      for await (const { sha256 } of storage.list()) await storage.remove(sha256);
    });

    const LIES: readonly (readonly [what: string, bytes: Buffer, filename: string, code: string])[] = [
      ['a program called .docx', Buffer.from(`MZ${'\0'.repeat(99)}`), 'roman.docx', 'FILE_PROGRAM_REFUSED'],
      ['a page called .pdf', Buffer.from('<html><script>alert(1)</script>'), 'roman.pdf', 'FILE_TYPE_REFUSED'],
      ['a drawing with a script', Buffer.from('<svg><script/></svg>'), 'roman.svg', 'FILE_TYPE_REFUSED'],
      ['a script called .txt', Buffer.from('#!/bin/sh\nrm -rf /'), 'roman.txt', 'FILE_PROGRAM_REFUSED'],
    ];
    for (const [what, bytes, filename, code] of LIES) {
      test(`${what} is no manuscript, and nothing of it is left`, async () => {
        const { client, commandeId } = await aJob();
        await assert.rejects(sendFile(client, { bytes, filename, commandeId }), { code });
        await nothingIsLeft();
      });
    }

    test('a page may be attached; it is kept as what nobody opens', async () => {
      const { client, commandeId } = await aJob();
      const bytes = Buffer.from('<html><script>alert(1)</script>');
      const id = await sendFile(client, { bytes, filename: 'page.html', commandeId, kind: 'PIECE_JOINTE' });
      const { headers } = await ask(client, 'GET', `/api/files/${id}/content`);
      assert.equal(headers.get('content-type'), 'application/octet-stream');
      assert.match(headers.get('content-disposition') ?? '', /^attachment/);
      assert.equal(headers.get('content-security-policy'), "sandbox; default-src 'none'");
    });

    test('what a browser says of the type counts for nothing, and a name gets its true ending', async () => {
      const { client, commandeId } = await aJob();
      const bytes = await docxOf('Longtemps');
      const id = await sendFile(client, { bytes, filename: '../../etc/roman.pdf', commandeId });
      const { body } = await app.call({ url: `/api/files/${id}`, as: client.as });
      assert.deepEqual([body.filename, body.type], ['roman.pdf.docx', 'DOCUMENT']);
      const row = await database.db.selectFrom('files').select('storedName').executeTakeFirstOrThrow();
      assert.match(row.storedName, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.docx$/);
    });

    test('an empty file is refused before it travels', async () => {
      const { client, commandeId } = await aJob();
      const answer = await begin(client, { bytes: Buffer.alloc(0), commandeId });
      assert.deepEqual(await refusalOf(answer), [422, 'FILE_EMPTY']);
      await nothingIsLeft();
    });

    test('a file that is too large is refused before it travels, in words people use', async () => {
      const { client, commandeId } = await aJob();
      const answer = await begin(client, { bytes: TEXT, announced: 300 * KB, commandeId });
      assert.equal(answer.status, 413);
      const sentence = 'Ce fichier est trop volumineux (300\u00A0ko)\u202F: la limite est de 200\u00A0ko par fichier.';
      assert.equal((await json(answer)).detail, sentence);
      await nothingIsLeft();
    });

    test('the quota counts what is kept and what is on its way, and tells what is left', async () => {
      const { client, commandeId } = await aJob();
      await sendFile(client, { bytes: Buffer.alloc(150 * KB, 'a'), commandeId });
      await beginId(client, { bytes: TEXT, announced: 200 * KB, commandeId });
      const { body } = await app.call({ url: '/api/users/me/quota', as: client.as });
      assert.deepEqual(body, { usedBytes: 350 * KB, quotaBytes: 500 * KB, maxFileBytes: 200 * KB });
      const answer = await begin(client, { bytes: TEXT, announced: 151 * KB, commandeId });
      const { code, detail } = await json(answer);
      assert.equal(code, 'FILE_QUOTA_EXCEEDED');
      assert.match(detail, /151\u00A0ko.*150\u00A0ko sur 500\u00A0ko/);
      assert.equal((await begin(client, { bytes: TEXT, announced: 150 * KB, commandeId })).status, 201);
    });

    test('uploads that begin at once do not overrun the quota together', async () => {
      const { client, commandeId } = await aJob();
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() => begin(client, { bytes: TEXT, announced: 200 * KB, commandeId })),
      );
      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 413, 413]);
    });

    test('a person may be given a quota of their own', async () => {
      const { client, commandeId } = await aJob();
      await database.db.updateTable('users').set({ storageQuota: 1000 }).where('id', '=', client.as.id).execute();
      const answer = await begin(client, { bytes: TEXT, commandeId });
      assert.deepEqual(await refusalOf(answer), [413, 'FILE_QUOTA_EXCEEDED']);
    });

    test('someone else’s upload does not exist', async () => {
      const { client, corrector, commandeId } = await aJob();
      const id = await beginId(client, { bytes: TEXT, commandeId });
      const answers = [
        await ask(corrector, 'HEAD', `/api/uploads/${id}`),
        await patch(corrector, id, 0, TEXT),
        await ask(corrector, 'DELETE', `/api/uploads/${id}`),
      ];
      assert.deepEqual(
        answers.map(({ status }) => status),
        [404, 404, 404],
      );
      assert.equal(await offsetOf(client, id), 0);
    });

    test('nobody who is not signed in uploads, nor another site in their name', async () => {
      const { client, commandeId } = await aJob();
      const stranger: Client = { server, as: { id: '', email: '', token: 'nothing' } };
      assert.deepEqual(await refusalOf(await begin(stranger, { bytes: TEXT, commandeId })), [401, 'AUTH_REQUIRED']);
      const forged = await fetch(`${server}/api/uploads`, {
        method: 'POST',
        headers: {
          cookie: `staka_session=${client.as.token}`,
          origin: 'https://evil.example',
          'tus-resumable': '1.0.0',
        },
      });
      assert.deepEqual(await refusalOf(forged), [403, 'CSRF_REFUSED']);
      await nothingIsLeft();
    });

    test('an upload stops with the session it was begun with', async () => {
      const { client, commandeId } = await aJob();
      const id = await beginId(client, { bytes: TEXT, commandeId });
      await database.db.updateTable('user_sessions').set({ revokedAt: new Date() }).execute();
      assert.deepEqual(await refusalOf(await patch(client, id, 0, TEXT)), [401, 'AUTH_REQUIRED']);
    });

    test('a wrong offset is refused, and so are more bytes than announced', async () => {
      const { client, commandeId } = await aJob();
      const id = await beginId(client, { bytes: TEXT, commandeId });
      assert.deepEqual(await refusalOf(await patch(client, id, 7, TEXT)), [409, 'UPLOAD_OFFSET_CONFLICT']);
      const tooMuch = await patch(client, id, 0, Buffer.concat([TEXT, TEXT]));
      assert.deepEqual(await refusalOf(tooMuch), [413, 'PAYLOAD_TOO_LARGE']);
      assert.equal(await offsetOf(client, id), 0);
    });

    test('a refusal reaches whoever is still sending, and their connection goes on serving', async () => {
      const { client, commandeId } = await aJob();
      const id = await beginId(client, { bytes: TEXT, commandeId });
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const tooMuch = Buffer.alloc(8 * 1000 * KB);
      const start = Date.now();
      assert.equal(await patchBy(agent, client, id, 0, tooMuch), 413);
      assert.equal(await patchBy(agent, client, id, 7, tooMuch), 409);
      assert.equal(await patchBy(agent, client, id, 0, TEXT), 204);
      assert.ok(Date.now() - start < 4000, 'the connection was stuck until its time was over');
      agent.destroy();
    });

    test('a body cut in the middle makes no file', async () => {
      const { client, commandeId } = await aJob();
      const id = await beginId(client, { bytes: TEXT, commandeId });
      await patchAndBreakOff(client, id, TEXT, 1000);
      assert.equal(await offsetOf(client, id), 1000);
      assert.deepEqual(await database.db.selectFrom('files').select('id').execute(), []);
    });

    test('metadata that is missing or senseless is named field by field', async () => {
      const { client } = await aJob();
      const answer = await ask(client, 'POST', '/api/uploads', {
        'upload-length': '10',
        'upload-metadata': `filename ${b64('a.txt')},kind ${b64('ROMAN')}`,
      });
      const { code, errors } = await json(answer);
      assert.equal(code, 'VALIDATION_FAILED');
      assert.deepEqual(errors.map(({ field }: { field: string }) => field).sort(), ['commandeId', 'kind']);
    });

    test('another protocol is refused with the one that is spoken', async () => {
      const { client } = await aJob();
      const answer = await ask(client, 'POST', '/api/uploads', { 'tus-resumable': '0.2.1', 'upload-length': '1' });
      assert.equal(answer.headers.get('tus-version'), '1.0.0');
      assert.ok(answer.status >= 400 && answer.status < 500);
      assert.equal((await json(answer)).type.split('/')[1], 'api');
    });

    const RIGHTS: readonly (readonly [who: keyof Job, kind: FileKind, statut: StatutCommande, status: number])[] = [
      ['client', 'MANUSCRIT', 'EN_ATTENTE', 201],
      ['client', 'CORRECTION', 'EN_COURS', 403],
      ['client', 'PIECE_JOINTE', 'EN_COURS', 201],
      ['corrector', 'MANUSCRIT', 'EN_COURS', 403],
      ['corrector', 'CORRECTION', 'EN_COURS', 201],
      ['corrector', 'PIECE_JOINTE', 'TERMINE', 201],
      ['admin', 'CORRECTION', 'SUSPENDUE', 201],
      ['admin', 'MANUSCRIT', 'EN_COURS', 403],
      ['stranger', 'MANUSCRIT', 'EN_COURS', 404],
      ['otherCorrector', 'CORRECTION', 'EN_COURS', 404],
      ['client', 'MANUSCRIT', 'TERMINE', 422],
      ['corrector', 'CORRECTION', 'TERMINE', 422],
      ['client', 'PIECE_JOINTE', 'ANNULEE', 422],
    ];
    for (const [who, kind, statut, status] of RIGHTS) {
      test(`a ${kind} by the ${who} on a commande that is ${statut}: ${status}`, async () => {
        const job = await aJob(statut);
        const client = job[who] as Client; // every one of RIGHTS is
        assert.equal((await begin(client, { bytes: TEXT, commandeId: job.commandeId, kind })).status, status);
      });
    }

    test('a part of tus that is not spoken here is refused, and is no failure of ours', async () => {
      const { client, commandeId } = await aJob();
      const metadata = `filename ${btoa('a.txt')},commandeId ${btoa(commandeId)},kind ${btoa('PIECE_JOINTE')}`;
      const headers = { 'upload-length': '5', 'upload-metadata': metadata, 'upload-concat': 'partial' };
      const answer = await ask(client, 'POST', '/api/uploads', headers);
      assert.equal(answer.status, 400);
      assert.equal((await json(answer)).code, 'REQUEST_MALFORMED');
    });

    test('a correction corrects no file of another commande, and none that is deleted', async () => {
      const { client, corrector, commandeId } = await aJob();
      const elsewhere = await aCommande(database.db, { client: client.as });
      const foreign = await sendFile(client, { bytes: TEXT, commandeId: elsewhere });
      const sent = { bytes: TEXT, commandeId, kind: 'CORRECTION' as const, corrigeFileId: foreign };
      assert.deepEqual(await refusalOf(await begin(corrector, sent)), [422, 'FILE_CORRIGE_INVALID']);
    });

    test('a commande that was cancelled meanwhile takes no file, and nothing of it is left', async () => {
      const { client, commandeId } = await aJob();
      const id = await beginId(client, { bytes: TEXT, commandeId });
      await database.db.updateTable('commandes').set({ statut: 'ANNULEE' }).execute();
      assert.deepEqual(await refusalOf(await patch(client, id, 0, TEXT)), [422, 'FILE_COMMANDE_CLOSED']);
      await nothingIsLeft();
    });

    interface Job {
      readonly commandeId: string;
      readonly client: Client;
      readonly corrector: Client;
      readonly admin: Client;
      readonly stranger: Client;
      readonly otherCorrector: Client;
    }

    async function aJob(statut: StatutCommande = 'EN_COURS'): Promise<Job> {
      const [client, corrector, admin, stranger, otherCorrector] = await Promise.all(
        (['USER', 'CORRECTOR', 'ADMIN', 'USER', 'CORRECTOR'] as const).map(async (role) => ({
          server,
          as: await app.signIn(role),
        })),
      );
      if (!client || !corrector || !admin || !stranger || !otherCorrector) throw new Error('five were asked for');
      const commandeId = await aCommande(database.db, { client: client.as, correcteur: corrector.as, statut });
      return { commandeId, client, corrector, admin, stranger, otherCorrector };
    }

    async function nothingIsLeft(): Promise<void> {
      for (const table of ['uploads', 'files', 'file_versions', 'outbox_events'] as const)
        assert.deepEqual(await database.db.selectFrom(table).select('id').execute(), [], table);
      assert.deepEqual(await readdir(join(app.context.config.dataDir, 'uploads')).catch(() => []), []);
      for await (const { sha256 } of app.context.storage.list()) {
        const known = await database.db.selectFrom('blobs').select('size').where('sha256', '=', sha256).execute();
        assert.equal(known.length, 1, `bytes that no row knows: ${sha256}`);
      }
    }
  });
});

function b64(text: string): string {
  return Buffer.from(text).toString('base64');
}

// biome-ignore lint/suspicious/noExplicitAny: an answer is what it is until a test has looked
async function json(answer: Response): Promise<any> {
  return answer.json();
}
