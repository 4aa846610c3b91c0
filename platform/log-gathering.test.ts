import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createLog } from './log.ts';
import { gatherLines } from './log-gathering.ts';

describe('lines of the log', () => {
  test('of one turn go out together, in their order, once it ends', async () => {
    const { log, written } = gathered();
    log.info('first');
    log.info('second');
    assert.deepEqual(written(), []);
    await setImmediate();
    assert.deepEqual(written(), [['first', 'second']]);
    log.info('third');
    await setImmediate();
    assert.deepEqual(written(), [['first', 'second'], ['third']]);
  });

  test('of a failure go out at once, after those that wait', async () => {
    const { log, written } = gathered();
    log.info('before');
    log.error('failed');
    assert.deepEqual(written(), [['before', 'failed']]);
    await setImmediate();
    assert.equal(written().length, 1);
  });

  test('that wait are handed over when the log is closed', () => {
    const { log, written, flush } = gathered();
    log.info('last');
    flush();
    flush();
    assert.deepEqual(written(), [['last']]);
  });
});

function gathered() {
  const groups: string[][] = [];
  const gathering = gatherLines((lines) => groups.push(lines.map((line) => JSON.parse(line).msg)));
  return { log: createLog('debug', gathering), written: () => groups, flush: gathering.flush };
}
