import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { before, test } from 'node:test';
import { aCommande } from '#modules/commandes/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { beginId, offsetOf } from './tus-client.fixture.ts';

const MIB = 1024 * 1024;

eachDatabase((database) => {
  let app: TestApp;
  let server: string;
  before(async () => {
    app = await startTestApp(database);
    server = await app.listen();
  });

  test('an upload under way is cut off when its session is closed, and goes on with another session', async () => {
    const author = await app.signIn('USER');
    const client = { server, as: author };
    const commandeId = await aCommande(database.db, { client: author });
    const bytes = Buffer.alloc(2 * MIB, 'Longtemps, je me suis couché de bonne heure. ');
    const id = await beginId(client, { bytes, commandeId });
    const sending = request(`${server}/api/uploads/${id}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${author.token}`,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': bytes.length,
      },
    });
    const failed = once(sending, 'error');
    sending.write(bytes.subarray(0, MIB));
    while (app.context.realtime.heldSessions().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await app.call({ method: 'POST', url: '/auth/logout', as: author });
    await app.context.outbox.drain();
    await failed;
    assert.deepEqual(app.context.realtime.heldSessions(), []);
    assert.equal(
      (await fetch(`${server}/api/uploads/${id}`, { method: 'HEAD', headers: bearer(author.token) })).status,
      401,
    );
    const again = { server, as: { ...author, token: await aSession(database.db, author.id) } };
    assert.ok(((await offsetOf(again, id)) ?? bytes.length) < bytes.length);
  });
});

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
}
