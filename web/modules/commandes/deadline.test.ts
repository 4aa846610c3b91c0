import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remainingAt, spentAt, urgencyAt } from './deadline.ts';
import { aCommande, dueAt } from './factory.ts';

const now = new Date('2026-11-06T09:00:00Z');

test('The line fills with the time that is spent', () => {
  assert.equal(spentAt(aCommande(dueAt('2026-11-11T09:00:00Z', now)), now), 0.5);
});

test('A paused deadline stands still while time goes on', () => {
  const paused = aCommande(dueAt('2026-11-11T09:00:00Z', now, true));
  const nextDay = new Date('2026-11-07T09:00:00Z');
  assert.equal(remainingAt(paused, nextDay), remainingAt(paused, now));
  assert.equal(urgencyAt(paused, nextDay), 'paused');
});

test('A day before the deadline it presses, after it it is late', () => {
  assert.equal(urgencyAt(aCommande(dueAt('2026-11-08T09:00:00Z', now)), now), 'calm');
  assert.equal(urgencyAt(aCommande(dueAt('2026-11-07T08:59:00Z', now)), now), 'soon');
  assert.equal(urgencyAt(aCommande(dueAt('2026-11-06T08:59:00Z', now)), now), 'late');
});

test('No clock runs without a deadline', () => {
  assert.equal(spentAt(aCommande(), now), null);
  assert.equal(urgencyAt(aCommande(), now), 'none');
});
