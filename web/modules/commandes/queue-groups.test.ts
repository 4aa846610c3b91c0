import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aCommande, dueAt } from './factory.ts';
import { groupOf, queueGroups } from './queue-groups.ts';

/** A Wednesday. */
const now = new Date('2026-11-11T12:00:00Z');
const PARIS = 'Europe/Paris';

test('Work is grouped by its deadline', () => {
  const groups = ['2026-11-10', '2026-11-11', '2026-11-15', '2026-11-16'].map((day) =>
    groupOf(aCommande(dueAt(`${day}T18:00:00Z`, now)), now, PARIS),
  );
  assert.deepEqual(groups, ['enRetard', 'aujourdhui', 'cetteSemaine', 'plusTard']);
});

test('What has no deadline, or stands still, comes last', () => {
  assert.equal(groupOf(aCommande(), now, PARIS), 'sansDate');
  const paused = aCommande({ statut: 'SUSPENDUE', ...dueAt('2026-11-10T18:00:00Z', now, true) });
  assert.equal(groupOf(paused, now, PARIS), 'enPause');
});

test('On a Sunday the week ends that evening', () => {
  const sunday = new Date('2026-11-15T12:00:00Z');
  assert.equal(groupOf(aCommande(dueAt('2026-11-16T08:00:00Z', sunday)), sunday, PARIS), 'plusTard');
});

test('In a group the nearest deadline comes first, and empty groups are left out', () => {
  const late = aCommande({ id: 'late', ...dueAt('2026-11-10T08:00:00Z', now) });
  const later = aCommande({ id: 'later', ...dueAt('2026-11-09T08:00:00Z', now) });
  const groups = queueGroups([late, later], now, PARIS);
  assert.deepEqual(
    groups.map(({ group, commandes }) => [group, commandes.map(({ id }) => id)]),
    [['enRetard', ['later', 'late']]],
  );
});
