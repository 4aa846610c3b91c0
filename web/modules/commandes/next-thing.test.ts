import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aCommande, dueAt } from './factory.ts';
import { firstThing, nextThing } from './next-thing.ts';

const now = new Date('2026-11-10T12:00:00Z');
const author = { id: 'julien' };
const corrector = { id: 'claire' };
const administrator = { id: 'sophie' };
const mayDeliver = { may: { ...aCommande().may, deliver: true } };
const mayAssign = { may: { ...aCommande().may, assign: true, deliver: true } };

test('Whoever has unread messages answers first', () => {
  assert.deepEqual(nextThing(aCommande({ unreadMessages: 2 }), author, now), { kind: 'reply', count: 2 });
});

test('An author without a manuscript hands it in', () => {
  const commande = aCommande({ statut: 'EN_ATTENTE', fileCount: 0 });
  assert.equal(nextThing(commande, author, now).kind, 'depositManuscript');
  assert.deepEqual(nextThing(commande, administrator, now), { kind: 'wait', for: 'manuscript' });
});

test('The corrector delivers what an administrator only watches', () => {
  assert.deepEqual(nextThing(aCommande(mayDeliver), corrector, now), { kind: 'deliver', late: false });
  assert.deepEqual(nextThing(aCommande(mayAssign), administrator, now), { kind: 'wait', for: 'correction' });
});

test('An administrator asks whoever is late', () => {
  const late = aCommande({ ...mayAssign, ...dueAt('2026-11-09T12:00:00Z', now) });
  assert.equal(nextThing(late, administrator, now).kind, 'ask');
});

test('Nothing is asked of an author whose commande is cancelled', () => {
  assert.equal(nextThing(aCommande({ statut: 'ANNULEE' }), author, now).kind, 'nothing');
});

test('Of two commandes to deliver the late one comes first', () => {
  const late = aCommande({ ...mayDeliver, id: 'late', ...dueAt('2026-11-09T12:00:00Z', now) });
  const soon = aCommande({ ...mayDeliver, id: 'soon', ...dueAt('2026-11-11T12:00:00Z', now) });
  assert.equal(firstThing([soon, late], corrector, now)?.commande.id, 'late');
});

test('A corrected text is announced for a week', () => {
  const ready = aCommande({ statut: 'TERMINE', dateFinition: '2026-11-08T12:00:00Z' });
  const old = aCommande({ statut: 'TERMINE', dateFinition: '2026-11-01T12:00:00Z' });
  assert.equal(firstThing([ready], author, now)?.next.kind, 'collect');
  assert.equal(firstThing([old], author, now), null);
});
