import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convertDate } from './dates.ts';
import { convertId, idFromNumber } from './ids.ts';
import { convertBoolean, convertEnumeration, convertInteger, convertJson, cutText } from './values.ts';

test('numbers become ids that sort as they do, each table its own, and texts stay', () => {
  const numbers = [0n, 1n, 9n, 10n, 16n, 4096n, 65_535n, 65_536n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n];
  const ids = numbers.map((number) => idFromNumber('users', number));
  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(idFromNumber('messages', 1n), idFromNumber('users', 1n));
  assert.deepEqual([convertId('users', 'user_2aB', true), convertId('users', '42', false)], ['user_2aB', '42']);
});

test('dates are read with or without a zone, as numbers, and not at all', () => {
  const paris = (raw: string) => convertDate(raw, 'Europe/Paris');
  assert.equal(paris('2025-07-01 12:00:00'), '2025-07-01T10:00:00.000Z');
  assert.equal(paris('2025-01-01T12:00:00.1239'), '2025-01-01T11:00:00.123Z');
  assert.equal(paris('2025-07-01T12:00:00Z'), '2025-07-01T12:00:00.000Z');
  assert.equal(paris('2025-07-01 12:00:00+0530'), '2025-07-01T06:30:00.000Z');
  assert.equal(paris('2025-07-01'), '2025-06-30T22:00:00.000Z');
  assert.equal(paris('1717200000'), paris('1717200000000'));
  // Twice in that night: the first counts.
  assert.equal(paris('2025-10-26 02:30:00'), '2025-10-26T00:30:00.000Z');
  assert.equal(convertDate('2025-07-01 12:00:00.12', 'UTC'), '2025-07-01T12:00:00.120Z');
  for (const none of ['2025-02-30 10:00:00', '2025-13-01', '2025-01-01 25:00:00'])
    assert.equal(convertDate(none, 'UTC'), undefined);
  for (const none of ['0000-00-00 00:00:00', '0', '2025-02-30', 'hier', '', 'infinity'])
    assert.equal(paris(none), undefined);
});

test('amounts are exact to the cent, and what is rounded or no number is told', () => {
  assert.deepEqual(convertInteger('599.90', 100), { value: 59_990, isRounded: false });
  assert.deepEqual(convertInteger('1 234,5', 100), { value: 123_450, isRounded: false });
  assert.deepEqual(convertInteger('1.005', 100), { value: 101, isRounded: true });
  assert.deepEqual(convertInteger('-0.015', 100), { value: -2, isRounded: true });
  assert.deepEqual(convertInteger('1e2', 100), { value: 10_000, isRounded: false });
  assert.deepEqual(convertInteger('9999999999'), { value: 2_147_483_647, isRounded: true });
  for (const none of ['', 'gratuit', '1-2', '.']) assert.equal(convertInteger(none), undefined);
});

test('yes and no are read as databases and people write them', () => {
  assert.deepEqual(['1', 'true', 't', 'Oui', 'on'].map(convertBoolean), [true, true, true, true, true]);
  assert.deepEqual(['0', 'false', 'F', 'non', ''].map(convertBoolean), [false, false, false, false, false]);
  assert.equal(convertBoolean('peut-être'), undefined);
});

test('a value of an enumeration is found whatever its case, accents and spaces, and not guessed', () => {
  const statuts = ['EN_ATTENTE', 'TERMINE'];
  assert.deepEqual(
    ['EN_ATTENTE', 'en attente', 'En-Attente', 'terminé'].map((raw) => convertEnumeration(raw, statuts)),
    ['EN_ATTENTE', 'EN_ATTENTE', 'EN_ATTENTE', 'TERMINE'],
  );
  assert.equal(convertEnumeration('TERMINEE', statuts), undefined);
});

test('lists of PostgreSQL become JSON, and other texts that are none are told', () => {
  assert.equal(convertJson('{"b": 1, "a": 12345678901234567890}'), '{"a":12345678901234567890,"b":1}');
  assert.equal(convertJson('{a,"b, c","d\\"e",NULL}', true), '["a","b, c","d\\"e",null]');
  assert.deepEqual([convertJson('{}', true), convertJson('{}')], ['[]', '{}']);
  assert.deepEqual([convertJson('{a,', true), convertJson('{a,')], [undefined, undefined]);
});

test('what is too long is cut between characters, in letters or in bytes', () => {
  assert.equal(cutText('🌊🌊🌊', 3, null), '🌊🌊🌊');
  assert.equal(cutText('🌊🌊🌊', 2, null), '🌊…');
  assert.equal(cutText('ééé', null, 5), 'é…');
  assert.ok(Buffer.byteLength(cutText('🌊'.repeat(20_000), null, 65_535)) <= 65_535);
});
