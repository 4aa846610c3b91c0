import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseMessage, staleKeys } from './messages.ts';
import { waitAfter } from './socket.ts';

describe('a message of the socket', () => {
  test('about a commande makes it and the lists out of date, and no other commande', () => {
    assert.deepEqual(staleKeys({ type: 'commande.changed', commandeId: 'a' }), [
      ['commandes', 'list'],
      ['commandes', 'a'],
    ]);
  });
  test('about a conversation also changes what is unread', () => {
    const keys = staleKeys({ type: 'message.created', commandeId: 'a', messageId: 'm' });
    assert.ok(keys.some((key) => key.join() === 'notifications'));
    const read = staleKeys({ type: 'messages.read', commandeId: 'a', userId: 'u' });
    assert.ok(read.some((key) => key.join() === 'notifications,compteurs'));
  });
  test('of a kind unknown here changes nothing', () => {
    const message = parseMessage('{"type":"invoice.paid"}');
    assert.deepEqual(message && staleKeys(message), []);
  });
  test('that is no message is passed over', () => {
    assert.equal(parseMessage('not JSON'), null);
    assert.equal(parseMessage('null'), null);
    assert.equal(parseMessage(new ArrayBuffer(2)), null);
  });
});

describe('reconnecting', () => {
  test('waits longer after each failure, and never over half a minute', () => {
    const waits = [0, 1, 2, 3, 10].map((failures) => waitAfter(failures, 1));
    assert.deepEqual(waits, [500, 1_000, 2_000, 4_000, 30_000]);
  });
  test('is spread over half the time', () => assert.equal(waitAfter(2, 0), 1_000));
});
