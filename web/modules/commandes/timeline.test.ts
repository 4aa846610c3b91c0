import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aMessage, anEvent, aPerson } from './factory.ts';
import { firstUnread, groupByDay, mergeTimeline } from './timeline.ts';

test('Messages and events follow each other in time', () => {
  const messages = {
    items: [aMessage('m2', '2026-11-03T10:00:00Z'), aMessage('m1', '2026-11-01T10:00:00Z')],
    complete: true,
  };
  const events = { items: [anEvent('e1', '2026-11-02T10:00:00Z')], complete: true };
  assert.deepEqual(ids(mergeTimeline(messages, events)), ['m1', 'e1', 'm2']);
});

test('Nothing is shown from before what is known of both', () => {
  const messages = { items: [aMessage('m2', '2026-11-03T10:00:00Z')], complete: false };
  const events = {
    items: [anEvent('e2', '2026-11-04T10:00:00Z'), anEvent('e1', '2026-11-02T10:00:00Z')],
    complete: true,
  };
  assert.deepEqual(ids(mergeTimeline(messages, events)), ['m2', 'e2']);
});

test('An attachment is told by its message, not by an event as well', () => {
  const attached = anEvent('e1', '2026-11-02T10:00:00Z', {
    action: 'FICHIER',
    data: { kind: 'PIECE_JOINTE', change: 'added' },
  });
  assert.deepEqual(mergeTimeline({ items: [], complete: true }, { items: [attached], complete: true }), []);
});

test('A day begins at midnight where the reader lives', () => {
  const items = mergeTimeline(
    { items: [aMessage('after', '2026-11-02T23:30:00Z'), aMessage('before', '2026-11-02T22:30:00Z')], complete: true },
    { items: [], complete: true },
  );
  assert.deepEqual(
    groupByDay(items, 'Europe/Paris').map((day) => ids(day.items)),
    [['before'], ['after']],
  );
  assert.equal(groupByDay(items, 'UTC').length, 1);
});

test('The new messages begin at the oldest unread one, one’s own left out', () => {
  const me = aPerson({ id: 'me' });
  const items = mergeTimeline(
    {
      items: [
        aMessage('m4', '2026-11-04T10:00:00Z'),
        aMessage('mine', '2026-11-03T10:00:00Z', me),
        aMessage('m2', '2026-11-02T10:00:00Z'),
        aMessage('m1', '2026-11-01T10:00:00Z'),
      ],
      complete: true,
    },
    { items: [], complete: true },
  );
  assert.equal(firstUnread(items, 2, 'me'), 'm2');
  assert.equal(firstUnread(items, 0, 'me'), null);
});

function ids(items: readonly { id: string }[]): string[] {
  return items.map(({ id }) => id);
}
