import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, test } from 'node:test';
import { WebSocket } from 'ws';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';

eachDatabase((database) => {
  let app: TestApp;
  let address: string;
  before(async () => {
    app = await startTestApp(database);
    address = await app.listen();
  });

  const openSocket = async ({ token }: TestPerson) => {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/ws`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await once(socket, 'open');
    return socket;
  };

  test('a socket closes with its session, and those of others stay open', async () => {
    const [person, other] = [await app.signIn('USER'), await app.signIn('USER')];
    const [theirs, others] = [await openSocket(person), await openSocket(other)];
    const closed = once(theirs, 'close');
    await app.call({ method: 'POST', url: '/auth/logout', as: person });
    await app.context.outbox.drain();
    await closed;
    assert.equal(others.readyState, WebSocket.OPEN);
    others.terminate();
  });

  test('the sockets of whoever is deactivated close', async () => {
    const [admin, person] = [await app.signIn('ADMIN'), await app.signIn('USER')];
    const closed = once(await openSocket(person), 'close');
    await app.call({ method: 'PATCH', url: `/api/admin/users/${person.id}`, as: admin, body: { isActive: false } });
    await app.context.outbox.drain();
    await closed;
  });
});
