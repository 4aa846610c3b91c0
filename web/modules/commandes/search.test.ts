import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSearch, toggleStatut, toQuery } from './search.ts';

test('An address with anything in it gives filters that exist', () => {
  const search = readSearch({ statut: 'EN_COURS,PERDUE', priorite: 'ENORME', tri: 'hasard', q: 3 });
  assert.deepEqual(search, { statut: 'EN_COURS' });
});

test('What is usual stays out of the address', () => {
  assert.deepEqual(readSearch({ q: '', tri: 'recent' }), {});
});

test('A statut is added, then taken away', () => {
  const both = toggleStatut({ statut: 'EN_COURS' }, 'EN_ATTENTE');
  assert.equal(both.statut, 'EN_ATTENTE,EN_COURS');
  assert.deepEqual(toggleStatut({ statut: 'EN_COURS' }, 'EN_COURS'), {});
});

test('The API is asked in its own words', () => {
  assert.deepEqual(toQuery({ q: 'fleuve', correcteur: 'none', tri: 'priorite' }), {
    q: 'fleuve',
    correcteurId: 'none',
    sort: '-priorite',
  });
});
