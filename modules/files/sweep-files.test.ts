import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { before, beforeEach, describe, test } from 'node:test';
import { aCommande } from '#modules/commandes/factory.ts';
import { newId } from '#platform/ids.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { sweepFiles } from './sweep-files.ts';
import { ask, beginId, type Client, offsetOf, patch, sendFile } from './tus-client.fixture.ts';
import { uploadsOf } from './uploads.ts';

const TEXT = Buffer.from('Longtemps, je me suis couché de bonne heure.');
const OTHER = Buffer.from('Aujourd’hui, maman est morte.');

eachDatabase((database) => {
  describe('sweeping', () => {
    let app: TestApp;
    let client: Client;
    let commandeId: string;
    before(async () => {
      app = await startTestApp(database);
      client = { server: await app.listen(), as: await app.signIn('USER') };
    });
    beforeEach(async () => {
      client = { ...client, as: await app.signIn('USER') };
      commandeId = await aCommande(database.db, { client: client.as });
      // What the test before left has no rows any more.
      await sweep();
    });

    test('an upload that a crash kept from its last step becomes a file', async () => {
      const id = await beginId(client, { bytes: TEXT, commandeId });
      await uploadsOf(app.context).bytes.append(id, 0, Readable.from([TEXT]));
      await sweep();
      assert.equal(await contentOf(id), String(TEXT));
    });

    test('a crash between the bytes and their row ends in one file and no stray bytes', async () => {
      const id = await beginId(client, { bytes: TEXT, commandeId });
      await app.context.storage.put(Readable.from([TEXT]));
      assert.equal((await patch(client, id, 0, TEXT)).status, 204);
      assert.deepEqual(await sweep(), { uploads: 0, blobs: 0, leftovers: 0 });
      assert.equal(await contentOf(id), String(TEXT));
    });

    test('a crash between the row and the removal of the upload leaves one file', async () => {
      const id = await sendFile(client, { bytes: TEXT, commandeId });
      await uploadsOf(app.context).bytes.append(id, 0, Readable.from([TEXT]));
      assert.deepEqual(await sweep(), { uploads: 1, blobs: 0, leftovers: 0 });
      assert.equal(await contentOf(id), String(TEXT));
    });

    test('bytes that no row knows are removed, but not while they are young', async () => {
      const { sha256 } = await app.context.storage.put(Readable.from([OTHER]));
      await sweepFiles(app.context);
      assert.equal(await app.context.storage.has(sha256), true);
      assert.deepEqual(await sweep(), { uploads: 0, blobs: 1, leftovers: 0 });
      assert.equal(await app.context.storage.has(sha256), false);
      assert.deepEqual(await database.db.selectFrom('blobs').select('sha256').execute(), []);
    });

    test('the bytes of a commande that was deleted go with it, those others share stay', async () => {
      const kept = await aCommande(database.db, { client: client.as });
      await sendFile(client, { bytes: TEXT, commandeId });
      await sendFile(client, { bytes: OTHER, commandeId });
      const shared = await sendFile(client, { bytes: TEXT, commandeId: kept });
      await database.db.deleteFrom('commandes').where('id', '=', commandeId).execute();
      assert.deepEqual(await sweep(), { uploads: 0, blobs: 1, leftovers: 0 });
      assert.equal(await contentOf(shared), String(TEXT));
      const blobs = await database.db.selectFrom('blobs').select('references').execute();
      assert.deepEqual(blobs, [{ references: 1 }]);
    });

    test('a deleted file keeps its bytes', async () => {
      const id = await sendFile(client, { bytes: TEXT, commandeId });
      await ask(client, 'DELETE', `/api/files/${id}`);
      assert.deepEqual(await sweep(), { uploads: 0, blobs: 0, leftovers: 0 });
      assert.equal(await contentOf(id), String(TEXT));
    });

    test('an upload whose time is over is dropped, and its room is free again', async () => {
      const id = await beginId(client, { bytes: TEXT, commandeId });
      await patch(client, id, 0, TEXT.subarray(0, 10));
      await database.db
        .updateTable('uploads')
        .set({ expiresAt: new Date(0) })
        .execute();
      assert.deepEqual(await sweep(), { uploads: 1, blobs: 0, leftovers: 0 });
      assert.equal(await offsetOf(client, id), null);
      assert.deepEqual(await uploadsOf(app.context).bytes.list(), []);
    });

    test('an upload that is going on is left alone', async () => {
      const id = await beginId(client, { bytes: TEXT, commandeId });
      await patch(client, id, 0, TEXT.subarray(0, 10));
      assert.deepEqual(await sweep(), { uploads: 0, blobs: 0, leftovers: 0 });
      assert.equal(await offsetOf(client, id), 10);
    });

    test('an upload whose time is over while its bytes are coming is left alone', async () => {
      const id = await beginId(client, { bytes: TEXT, commandeId });
      await patch(client, id, 0, TEXT.subarray(0, 10));
      await database.db
        .updateTable('uploads')
        .set({ expiresAt: new Date(0) })
        .execute();
      assert.deepEqual(await sweepFiles(app.context), { uploads: 0, blobs: 0, leftovers: 0 });
      assert.equal((await patch(client, id, 10, TEXT.subarray(10))).status, 204);
      assert.equal(await contentOf(id), String(TEXT));
    });

    test('the mark of an upload that is gone goes as well', async () => {
      const folder = join(app.context.config.dataDir, 'uploads');
      await writeFile(join(folder, `${newId()}.synced`), '10');
      assert.deepEqual(await sweep(), { uploads: 1, blobs: 0, leftovers: 0 });
      assert.deepEqual(await readdir(folder), []);
    });

    test('bytes that are sent while they are swept away end up there, however the two meet', async () => {
      for (let round = 0; round < 10; round += 1) {
        const bytes = Buffer.from(`${TEXT} ${round}`);
        await app.context.storage.put(Readable.from([bytes]));
        const [id] = await Promise.all([sendFile(client, { bytes, commandeId }), sweep(), sweep()]);
        assert.equal(await contentOf(id), String(bytes));
      }
    });

    /** As if everything here had been left long ago. */
    function sweep() {
      return sweepFiles(app.context, { before: new Date(Date.now() + 60_000) });
    }

    async function contentOf(id: string): Promise<string> {
      return (await ask(client, 'GET', `/api/files/${id}/content`)).text();
    }
  });
});
