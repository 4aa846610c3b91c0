import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compteEn } from './compte-words.en.ts';
import { compteFr } from './compte-words.fr.ts';
import { isFoundBy, listTimezones } from './timezones.ts';

const now = new Date('2026-01-15T12:00:00Z');
const fr = listTimezones('Europe/Paris', { langue: 'fr', parts: compteFr.timezoneParts, now });
const en = listTimezones('Europe/Paris', { langue: 'en', parts: compteEn.timezoneParts, now });
const searched = (zones: typeof fr, query: string) =>
  zones.filter((zone) => isFoundBy(zone, query)).map(({ id }) => id);

test('a time zone says its place, its hour and its offset in the language of its reader', () => {
  const tokyo = fr.find(({ id }) => id === 'Asia/Tokyo');
  assert.deepEqual([tokyo?.label, tokyo?.clock, tokyo?.offset], ['Tokyo, Asie', '21:00', 'UTC+9']);
  assert.equal(en.find(({ id }) => id === 'America/Argentina/Ushuaia')?.label, 'Ushuaia, Argentina, America');
});

for (const [zones, query, id] of [
  [fr, 'japon', 'Asia/Tokyo'],
  [fr, 'REUNION', 'Indian/Reunion'],
  [fr, 'europe par', 'Europe/Paris'],
  [fr, 'd’europe centrale paris', 'Europe/Paris'],
  [fr, 'new_york', 'America/New_York'],
  [fr, 'utc+5:45', 'Asia/Katmandu'],
  [en, 'japan', 'Asia/Tokyo'],
] as const)
  test(`a time zone is found by “${query}”`, () => {
    assert.ok(searched(zones, query).includes(id));
    assert.ok(searched(zones, query).length < 70);
  });

test('of what is no time zone none is found, and nothing is hidden before a word is typed', () => {
  assert.deepEqual(searched(fr, 'atlantide'), []);
  assert.equal(searched(fr, ' ').length, fr.length);
  assert.ok(listTimezones('UTC', { langue: 'fr', parts: {}, now }).some(({ id }) => id === 'UTC'));
});
