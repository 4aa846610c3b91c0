import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, test } from 'node:test';
import { WebSocket } from 'ws';
import { aCommande } from '#modules/commandes/factory.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';

eachDatabase((database) => {
  let app: TestApp;
  let address: string;
  before(async () => {
    app = await startTestApp(database);
    address = await app.listen();
    app.context.outbox.start();
  });

  test('a message is on the other’s screen within a second, and its reading on the sender’s', async () => {
    const client = await app.signIn('USER');
    const correcteur = await app.signIn('CORRECTOR');
    const stranger = await screenOf(await app.signIn('USER'));
    const [hers, his] = [await screenOf(client), await screenOf(correcteur)];
    const commandeId = await aCommande(database.db, { client, correcteur });
    const url = `/api/commandes/${commandeId}/messages`;
    const sent = performance.now();
    const { body } = await app.call({ method: 'POST', url, as: client, body: { content: 'Bonjour' } });
    assert.deepEqual(await his.hear('message.created'), { type: 'message.created', commandeId, messageId: body.id });
    assert.ok(performance.now() - sent < 1000, `${performance.now() - sent} ms`);
    await his.hear('notification.created');
    await app.call({ method: 'PUT', url: `${url}/lecture`, as: correcteur, body: { upTo: body.id } });
    assert.deepEqual(await hers.hear('messages.read'), { type: 'messages.read', commandeId, userId: correcteur.id });
    await his.hear('notifications.changed');
    assert.deepEqual(stranger.heard, []);
  });

  async function screenOf({ token }: TestPerson) {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/ws`, ['staka', `bearer.${token}`]);
    const heard: { type: string }[] = [];
    socket.on('message', (data) => {
      const { id, ...message } = JSON.parse(String(data));
      heard.push(message);
      socket.emit('heard');
    });
    await once(socket, 'open');
    database.defer(() => socket.terminate());
    const hear = async (type: string) => {
      const signal = AbortSignal.timeout(5000);
      for (;;) {
        const found = heard.find((message) => message.type === type);
        if (found) return found;
        await once(socket, 'heard', { signal });
      }
    };
    return { heard, hear };
  }
});
