import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { measuring } from './measuring.ts';
import { findMeasurements, insertMeasurement } from './queries.ts';
import { seriesOf } from './series.ts';

const MINUTE_MS = 60_000;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute));
const measurement = {
  process: 'one:1',
  measuredAt: at(0),
  cpuPermille: 100,
  memoryKib: 1024,
  eventLoopDelayMicros: 500,
  requests: 10,
  serverErrors: 0,
  databaseConnections: 2,
  databaseKib: 4096,
};

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  test('a process writes down what it took since the last time, and what is older than a week goes', async () => {
    const { db } = database;
    await insertMeasurement(db, { ...measurement, measuredAt: new Date(Date.now() - 8 * 24 * 60 * MINUTE_MS) });
    const measure = measuring(app.context);
    await app.call({ url: '/api/users/me/profile' });
    await measure();
    const [row, ...others] = await findMeasurements(db, new Date(0));
    assert.deepEqual(others, []);
    assert.match(row?.process ?? '', new RegExp(`:${process.pid}$`));
    assert.ok(row && row.requests >= 1 && row.memoryKib > 10_000 && (row.databaseKib ?? 0) > 0);
    await measure();
    assert.equal((await findMeasurements(db, new Date(0))).at(-1)?.requests, 0);
  });
});

test('processes are added up, minutes are averaged, and an hour in which nothing ran has no point', () => {
  const rows = [
    measurement,
    { ...measurement, measuredAt: at(1), cpuPermille: 300, eventLoopDelayMicros: 9_000 },
    { ...measurement, process: 'two:2', measuredAt: at(1), cpuPermille: 50, serverErrors: 1, databaseKib: null },
    { ...measurement, measuredAt: at(31) },
  ];
  const [first, second, ...others] = seriesOf(rows, 10 * MINUTE_MS);
  assert.deepEqual(others, []);
  assert.deepEqual(first, {
    at: at(0),
    cpu: 0.25,
    memoryBytes: 2 * 1024 * 1024,
    eventLoopDelayMs: 9,
    requests: 30,
    serverErrors: 1,
    databaseConnections: 4,
    databaseBytes: 4096 * 1024,
    processes: 2,
  });
  assert.equal(second?.at.getTime(), at(30).getTime());
});
