import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { aCommande } from '#modules/commandes/factory.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
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
  refusalOf,
  type Sent,
  sendFile,
} from './tus-client.fixture.ts';

const MIB = 1024 * 1024;
const TEXT = Buffer.from('Longtemps, je me suis couché de bonne heure. '.repeat(5000));

eachDatabase((database) => {
  describe('uploads', () => {
    let app: TestApp;
    let server: string;
    before(async () => {
      app = await startTestApp(database);
      server = await app.listen();
    });

    test('a manuscript becomes the first version of its commande', async () => {
      const { author, client, commandeId } = await aJob();
      const bytes = await docxOf('Longtemps…');
      const id = await sendFile(client, { bytes, commandeId, filename: 'Du côté de chez Swann.docx' });
      const { body } = await app.call({ url: `/api/commandes/${commandeId}/fichiers`, as: author });
      assert.deepEqual(body.items, [
        {
          id,
          filename: 'Du côté de chez Swann.docx',
          mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
          size: bytes.length,
          type: 'DOCUMENT',
          description: null,
          uploadedBy: { id: author.id, prenom: 'Camille', nom: 'USER', avatar: null, role: 'USER' },
          commandeId,
          createdAt: body.items[0].createdAt,
          deletedAt: null,
          url: `/api/files/${id}/content`,
          version: { numero: 1, kind: 'MANUSCRIT', corrigeFileId: null },
        },
      ]);
    });

    test('a correction names what it corrects: the file it says, or the latest manuscript', async () => {
      const { client, corrector, commandeId } = await aJob();
      const first = await sendFile(client, { bytes: TEXT, commandeId });
      const second = await sendFile(client, { bytes: TEXT, commandeId });
      const correction: Sent = { bytes: TEXT, commandeId, kind: 'CORRECTION' };
      await sendFile(corrector, correction);
      await sendFile(corrector, { ...correction, corrigeFileId: first });
      assert.deepEqual(await ladder(commandeId), [
        [1, 'MANUSCRIT', null],
        [2, 'MANUSCRIT', null],
        [3, 'CORRECTION', second],
        [4, 'CORRECTION', first],
      ]);
    });

    test('versions sent at once get a number each', async () => {
      const { client, commandeId } = await aJob();
      const texts = [1, 2, 3, 4, 5].map((count) => Buffer.from('Longtemps '.repeat(count)));
      await Promise.all(texts.map((bytes) => sendFile(client, { bytes, commandeId })));
      assert.deepEqual(
        (await ladder(commandeId)).map(([numero]) => numero),
        [1, 2, 3, 4, 5],
      );
    });

    test('40 MB arrive as they were sent, in pieces, and nothing else is left', async () => {
      const { author, client, commandeId } = await aJob();
      const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(40 * MIB)]);
      const id = await sendFile(client, { bytes, commandeId, filename: 'roman.pdf', chunkSize: 7 * MIB });
      const answer = await fetch(`${server}/api/files/${id}/content`, {
        headers: { authorization: `Bearer ${author.token}` },
      });
      assert.ok(bytes.equals(Buffer.from(await answer.arrayBuffer())));
      assert.deepEqual(await uploadBytes(), []);
      assert.equal(await count('uploads'), 0);
    });

    test('an upload goes on from where its connection broke off', async () => {
      const { client, commandeId } = await aJob();
      const id = await beginId(client, { bytes: TEXT, commandeId });
      await patchAndBreakOff(client, id, TEXT, 70_000);
      const offset = (await offsetOf(client, id)) ?? 0;
      assert.ok(offset > 0 && offset <= 70_000, `at ${offset}`);
      assert.equal((await patch(client, id, offset, TEXT.subarray(offset))).status, 204);
      assert.ok(TEXT.equals(await content(client, id)));
    });

    test('an upload goes on after the server was started anew', async () => {
      const { author, commandeId } = await aJob();
      const { dataDir } = app.context.config;
      const other = await startTestApp(database, { dataDir });
      const before = { server: await other.listen(), as: author };
      const id = await beginId(before, { bytes: TEXT, commandeId });
      await patch(before, id, 0, TEXT.subarray(0, 100_000));
      await other.app.close();
      const after = { server, as: author };
      assert.equal(await offsetOf(after, id), 100_000);
      assert.equal((await patch(after, id, 100_000, TEXT.subarray(100_000))).status, 204);
      assert.ok(TEXT.equals(await content(after, id)));
    });

    test('an upload that only lacks its last step is finished when its client asks', async () => {
      const { client, commandeId } = await aJob();
      const id = await beginId(client, { bytes: TEXT, commandeId });
      await bytesBehindTheServersBack(id, TEXT);
      assert.equal(await offsetOf(client, id), TEXT.length);
      assert.ok(TEXT.equals(await content(client, id)));
    });

    test('the last piece sent again changes nothing', async () => {
      const { client, commandeId } = await aJob();
      const id = await sendFile(client, { bytes: TEXT, commandeId });
      assert.equal((await patch(client, id, 0, TEXT)).status, 409);
      assert.equal((await patch(client, id, TEXT.length, Buffer.alloc(0))).status, 204);
      assert.equal(await offsetOf(client, id), TEXT.length);
      assert.equal(await count('files'), 1);
    });

    test('a body may come with the beginning', async () => {
      const { client, commandeId } = await aJob();
      const metadata = `filename ${b64('roman.txt')},commandeId ${b64(commandeId)},kind ${b64('MANUSCRIT')}`;
      const headers = {
        'upload-length': String(TEXT.length),
        'upload-metadata': metadata,
        'content-type': 'application/offset+octet-stream',
      };
      const answer = await ask(client, 'POST', '/api/uploads', headers, TEXT);
      assert.equal(answer.status, 201);
      assert.equal(answer.headers.get('upload-offset'), String(TEXT.length));
      assert.equal(await count('files'), 1);
    });

    test('a cancelled upload leaves nothing', async () => {
      const { client, commandeId } = await aJob();
      const id = await beginId(client, { bytes: TEXT, commandeId });
      await patch(client, id, 0, TEXT.subarray(0, 1000));
      assert.equal((await ask(client, 'DELETE', `/api/uploads/${id}`)).status, 204);
      assert.equal(await offsetOf(client, id), null);
      assert.deepEqual([await count('uploads'), await count('files'), await uploadBytes()], [0, 0, []]);
    });

    test('a finished upload is not cancelled any more', async () => {
      const { client, commandeId } = await aJob();
      const id = await sendFile(client, { bytes: TEXT, commandeId });
      const answer = await ask(client, 'DELETE', `/api/uploads/${id}`);
      assert.deepEqual(await refusalOf(answer), [422, 'UPLOAD_FINISHED']);
      assert.equal(await count('files'), 1);
    });

    test('the same bytes twice are kept once and counted twice', async () => {
      const { client, commandeId } = await aJob();
      const [first, second] = [
        await sendFile(client, { bytes: TEXT, commandeId }),
        await sendFile(client, { bytes: TEXT, commandeId }),
      ];
      const blobs = await database.db.selectFrom('blobs').select(['references', 'size']).execute();
      assert.deepEqual(blobs, [{ references: 2, size: TEXT.length }]);
      await app.call({ method: 'DELETE', url: `/api/files/${first}`, as: client.as });
      assert.ok(TEXT.equals(await content(client, second)));
    });

    test('the facts are written down: an event, and a line in the history of the commande', async () => {
      const { author, client, commandeId } = await aJob();
      const id = await sendFile(client, { bytes: TEXT, commandeId });
      const events = await database.db.selectFrom('outbox_events').select(['name', 'payload']).execute();
      const payload = { fileId: id, commandeId, actorId: author.id, kind: 'MANUSCRIT' };
      assert.partialDeepStrictEqual(events, [
        { name: 'file.added', payload: { ...payload, origin: { actorId: author.id } } },
      ]);
      assert.equal(events.length, 1);
      const lines = await database.db.selectFrom('commande_historique').select(['action', 'actorId', 'data']).execute();
      const data = { fileIds: [id], change: 'added', kind: 'MANUSCRIT' };
      assert.deepEqual(lines, [{ action: 'FICHIER', actorId: author.id, data }]);
    });

    test('every answer carries the headers of the house, and says nothing to other origins', async () => {
      const { client, commandeId } = await aJob();
      const answer = await begin(client, { bytes: TEXT, commandeId });
      const { headers } = answer;
      assert.equal(headers.get('tus-resumable'), '1.0.0');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
      assert.ok(headers.get('x-request-id'));
      assert.match(headers.get('location') ?? '', /^\/api\/uploads\/[0-9a-f-]{36}$/);
      assert.equal(headers.get('access-control-allow-origin'), null);
    });

    async function aJob(): Promise<{ author: TestPerson; client: Client; corrector: Client; commandeId: string }> {
      const author = await app.signIn('USER');
      const correcteur = await app.signIn('CORRECTOR');
      const commandeId = await aCommande(database.db, { client: author, correcteur, statut: 'EN_COURS' });
      return { author, client: { server, as: author }, corrector: { server, as: correcteur }, commandeId };
    }

    async function ladder(commandeId: string) {
      const as = await app.signIn('ADMIN');
      const { body } = await app.call({ url: `/api/commandes/${commandeId}/fichiers`, as });
      const versions: { numero: number; kind: string; corrigeFileId: string | null }[] = body.items.map(
        (item: { version: object }) => item.version,
      );
      return versions.map(({ numero, kind, corrigeFileId }) => [numero, kind, corrigeFileId] as const);
    }

    async function content(client: Client, id: string): Promise<Buffer> {
      return Buffer.from(await (await ask(client, 'GET', `/api/files/${id}/content`)).arrayBuffer());
    }

    async function bytesBehindTheServersBack(id: string, bytes: Buffer): Promise<void> {
      const { uploadsOf } = await import('./uploads.ts');
      await uploadsOf(app.context).bytes.append(id, 0, [bytes] as never);
    }

    async function uploadBytes(): Promise<string[]> {
      return readdir(join(app.context.config.dataDir, 'uploads'));
    }

    async function count(table: 'uploads' | 'files'): Promise<number> {
      return (await database.db.selectFrom(table).select('id').execute()).length;
    }
  });
});

function b64(text: string): string {
  return Buffer.from(text).toString('base64');
}
