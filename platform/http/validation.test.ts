import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { addProblems } from './problem.ts';
import { Body, DateTime } from './types.ts';
import { addValidation } from './validation.ts';

const DATES: readonly (readonly [date: string, status: number])[] = [
  ['2026-11-21T14:32:00Z', 200],
  ['2026-11-21T14:32:00.123456789+01:00', 200],
  ['9999-12-31T23:59:59Z', 200],
  // In UTC it is the year 10000, which PostgreSQL and MySQL refuse and RFC 3339 cannot write.
  ['9999-12-31T23:59:59-14:00', 400],
  ['0000-01-01T00:00:00Z', 400],
  ['2016-12-31T23:59:60Z', 400],
  ['2026-11-21 14:32:00Z', 400],
  ['2026-02-30', 400],
];

for (const [date, status] of DATES) {
  test(`the date ${date} is ${status === 200 ? 'taken' : 'refused as a field of the request'}`, async () => {
    const app = fastify();
    addValidation(app);
    addProblems(app);
    app.post('/', { schema: { body: Body({ at: DateTime }) } }, async () => ({}));
    const answer = await app.inject({ method: 'POST', url: '/', body: { at: date } });
    assert.equal(answer.statusCode, status);
    if (status === 400) assert.equal(answer.json().errors[0].field, 'at');
  });
}
