import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { aCommande } from '#modules/commandes/factory.ts';
import type { RealtimeMessage } from '#platform/realtime/realtime.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { mayRemoveFile } from './policy.ts';
import { removeFile } from './remove-file.ts';
import { sendFile } from './tus-client.fixture.ts';

const TEXT = Buffer.from('Longtemps, je me suis couché de bonne heure.');

eachDatabase((database) => {
  describe('deleting and restoring files', () => {
    let app: TestApp;
    let server: string;
    let author: TestPerson;
    let correcteur: TestPerson;
    let commandeId: string;
    let id: string;
    before(async () => {
      app = await startTestApp(database, { storageQuotaBytes: 2 * TEXT.length });
      server = await app.listen();
    });
    beforeEach(async () => {
      [author, correcteur] = [await app.signIn('USER'), await app.signIn('CORRECTOR')];
      commandeId = await aCommande(database.db, { client: author, correcteur, statut: 'EN_COURS' });
      id = await sendFile({ server, as: author }, { bytes: TEXT, commandeId });
    });

    test('a deleted file is gone from the commande and from everyone but who could restore it', async () => {
      const admin = await app.signIn('ADMIN');
      assert.equal((await remove(author)).status, 204);
      assert.deepEqual(await listed(author), []);
      assert.deepEqual(await listed(author, '?deleted=true'), [id]);
      assert.deepEqual(await listed(correcteur, '?deleted=true'), []);
      assert.deepEqual(await listed(admin, '?deleted=true'), [id]);
      const seen = await Promise.all(
        [author, correcteur, admin].map((as) => app.call({ url: `/api/files/${id}`, as })),
      );
      assert.deepEqual(
        seen.map(({ status }) => status),
        [200, 404, 200],
      );
    });

    test('a restored file is back in its old place, with its bytes', async () => {
      await sendFile({ server, as: author }, { bytes: TEXT, commandeId });
      await remove(author);
      const { status, body } = await restore(author);
      assert.deepEqual([status, body.deletedAt, body.version.numero], [200, null, 1]);
      const { text } = await app.call({ url: `/api/files/${id}/content`, as: author });
      assert.equal(text, String(TEXT));
    });

    test('deleting makes room, and restoring needs it', async () => {
      await sendFile({ server, as: author }, { bytes: TEXT, commandeId });
      await remove(author);
      await sendFile({ server, as: author }, { bytes: TEXT, commandeId });
      const { status, body } = await restore(author);
      assert.deepEqual([status, body.code], [413, 'FILE_QUOTA_EXCEEDED']);
    });

    test('others see a file and cannot delete it, strangers do not see it', async () => {
      const stranger = await app.signIn('USER');
      assert.deepEqual(
        [(await remove(correcteur)).body.code, (await remove(stranger)).body.code],
        ['FILE_DELETE_FORBIDDEN', 'FILE_NOT_FOUND'],
      );
      assert.deepEqual(await listed(author), [id]);
    });

    test('once the commande has ended only administrators delete', async () => {
      await database.db.updateTable('commandes').set({ statut: 'TERMINE' }).execute();
      assert.equal((await remove(author)).status, 403);
      assert.equal((await remove(await app.signIn('ADMIN'))).status, 204);
    });

    test('what was delivered in the meantime is not deleted by whoever sent it', async () => {
      const context = app.context;
      const actor = { userId: author.id, role: 'USER', sessionId: '', langue: 'fr', via: 'bearer' } as const;
      const allowed = await mayRemoveFile({ context, actor, params: { id } } as Parameters<typeof mayRemoveFile>[0]); // all that it reads of a call
      await database.db.updateTable('commandes').set({ statut: 'TERMINE' }).execute();
      await assert.rejects(removeFile(context, allowed), { code: 'FILE_DELETE_FORBIDDEN' });
      assert.deepEqual(await listed(author), [id]);
    });

    test('deleting and restoring are facts, once each, and the history names them', async () => {
      for (const act of [remove, remove, restore, restore]) await act(author);
      const events = await database.db.selectFrom('outbox_events').select('name').orderBy('id').execute();
      assert.deepEqual(
        events.map(({ name }) => name),
        ['file.added', 'file.removed', 'file.restored'],
      );
      const lines = await database.db.selectFrom('commande_historique').select('data').orderBy('id').execute();
      assert.deepEqual(
        lines.map(({ data }) => data),
        [
          { fileIds: [id], change: 'added', kind: 'MANUSCRIT' },
          { fileIds: [id], change: 'removed' },
          { fileIds: [id], change: 'restored' },
        ],
      );
    });

    test('every screen that shows the commande is told to look again', async (t) => {
      const sent: (readonly [readonly string[], RealtimeMessage])[] = [];
      t.mock.method(app.context.realtime, 'send', async (userIds: readonly string[], message: RealtimeMessage) => {
        sent.push([userIds, message]);
      });
      await remove(author);
      await app.context.outbox.drain();
      const told = sent.filter(([, message]) => message.type === 'file.changed');
      assert.deepEqual(told, [
        [[author.id, correcteur.id], { type: 'file.changed', commandeId, fileId: id }],
        [[author.id, correcteur.id], { type: 'file.changed', commandeId, fileId: id }],
      ]);
    });

    function remove(as: TestPerson) {
      return app.call({ method: 'DELETE', url: `/api/files/${id}`, as });
    }

    function restore(as: TestPerson) {
      return app.call({ method: 'POST', url: `/api/files/${id}/restauration`, as });
    }

    async function listed(as: TestPerson, query = ''): Promise<string[]> {
      const { body } = await app.call({ url: `/api/commandes/${commandeId}/fichiers${query}`, as });
      return body.items.map((item: { id: string }) => item.id);
    }
  });
});
