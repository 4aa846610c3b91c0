import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quietAt } from './quiet-hours.ts';

const NIGHT = { quietHoursStart: '22:00', quietHoursEnd: '07:00', timezone: 'Europe/Paris' };
const until = (at: string, hours = NIGHT) => quietAt(new Date(at), hours)?.until.toISOString() ?? null;

test('a night goes over midnight, in the zone of the person', () => {
  assert.equal(until('2026-11-21T20:59:00Z'), null);
  assert.equal(until('2026-11-21T21:00:00Z'), '2026-11-22T06:00:00.000Z');
  assert.equal(until('2026-11-22T05:59:00Z'), '2026-11-22T06:00:00.000Z');
  assert.equal(until('2026-11-22T06:00:00Z'), null);
  assert.equal(until('2026-11-22T05:59:00Z', { ...NIGHT, timezone: 'Asia/Tokyo' }), null);
});

test('a siesta lies within a day, and whoever has no hours has no quiet', () => {
  const siesta = { ...NIGHT, quietHoursStart: '13:00', quietHoursEnd: '15:00' };
  assert.equal(until('2026-11-21T12:30:00Z', siesta), '2026-11-21T14:00:00.000Z');
  assert.equal(until('2026-11-21T15:30:00Z', siesta), null);
  assert.equal(quietAt(new Date(), { quietHoursStart: null, quietHoursEnd: null, timezone: null }), null);
});

test('the night in which the clocks go back is an hour longer', () => {
  const quiet = quietAt(new Date('2026-10-24T20:00:00Z'), NIGHT);
  assert.equal((quiet?.until.getTime() ?? 0) - (quiet?.from.getTime() ?? 0), 10 * 3_600_000);
});
