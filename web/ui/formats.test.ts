import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  formatDate,
  formatDay,
  formatDuration,
  formatFileSize,
  formatMoney,
  formatTime,
  type Reader,
} from './formats.ts';
import { uiEn } from './words.en.ts';
import { uiFr } from './words.fr.ts';

const paris: Reader = { langue: 'fr', timeZone: 'Europe/Paris', words: uiFr.time };
const tokyo: Reader = { ...paris, timeZone: 'Asia/Tokyo' };
const london: Reader = { langue: 'en', timeZone: 'Europe/London', words: uiEn.time };
const now = new Date('2026-11-21T13:32:00Z');
const at = (text: string) => new Date(text);

describe('a moment', () => {
  test('just past is “à l’instant”', () =>
    assert.equal(formatTime(at('2026-11-21T13:31:30Z'), now, paris), 'à l’instant'));
  test('a little ahead of this clock is “à l’instant” as well', () =>
    assert.equal(formatTime(at('2026-11-21T13:32:20Z'), now, paris), 'à l’instant'));
  test('of this hour is counted in minutes', () =>
    assert.equal(formatTime(at('2026-11-21T13:20:00Z'), now, paris), 'il y a 12 min'));
  test('of this day has its hour', () =>
    assert.equal(formatTime(at('2026-11-21T07:05:00Z'), now, paris), 'aujourd’hui à 08:05'));
  test('of yesterday says so', () => assert.equal(formatTime(at('2026-11-20T13:32:00Z'), now, paris), 'hier à 14:32'));
  test('of tomorrow says so', () => assert.equal(formatTime(at('2026-11-22T08:00:00Z'), now, paris), 'demain à 09:00'));
  test('is today or yesterday by the reader’s midnight', () => {
    const evening = at('2026-11-20T16:00:00Z');
    assert.equal(formatTime(evening, now, paris), 'hier à 17:00');
    assert.equal(formatTime(evening, now, tokyo), 'aujourd’hui à 01:00');
  });
  test('of another year has its year', () =>
    assert.equal(formatTime(at('2025-03-03T09:00:00Z'), now, paris), '3 mars 2025 à 10:00'));
  test('is said in English too', () =>
    assert.equal(formatTime(at('2026-11-20T13:32:00Z'), now, london), 'yesterday at 13:32'));
});

test('a day has its name, a date has not', () => {
  assert.equal(formatDay(at('2026-03-03T09:00:00Z'), now, paris), 'mardi 3 mars');
  assert.equal(formatDate(at('2026-03-03T09:00:00Z'), now, paris), '3 mars');
});

test('the change of year is the reader’s', () => {
  const newYear = at('2026-12-31T23:30:00Z');
  assert.equal(formatDate(newYear, now, paris), '1 janvier 2027');
  assert.equal(formatDate(newYear, now, london), '31 December');
});

describe('a duration', () => {
  const say = (seconds: number) => formatDuration(seconds, paris.words);
  test('has two units at most', () => assert.equal(say(2 * 86_400 + 4 * 3_600 + 300), '2 jours et 4 heures'));
  test('of many days has days alone', () => assert.equal(say(12 * 86_400 + 3_600), '12 jours'));
  test('of one is singular', () => assert.equal(say(86_400 + 3_600), '1 jour et 1 heure'));
  test('under a minute is in words', () => assert.equal(say(20), 'moins d’une minute'));
});

test('money has its separators', () => {
  assert.equal(formatMoney(123_450, 'fr'), '1\u202f234,50\u00a0€');
  assert.equal(formatMoney(123_450, 'en'), '€1,234.50');
});

describe('a file size', () => {
  test('is counted in thousands', () => assert.equal(formatFileSize(1_400_000, 'fr'), '1,4\u00a0Mo'));
  test('of nothing is zero', () => assert.equal(formatFileSize(0, 'fr'), '0\u00a0o'));
  test('is in bytes in English', () => assert.equal(formatFileSize(42_300, 'en'), '42\u00a0kB'));
});
