import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UploadBusyError, UploadLocks } from './upload-locks.ts';

const never = new AbortController().signal;

describe('the lock of an upload', () => {
  test('lets one in at a time, in the order they came', async () => {
    const locks = new UploadLocks();
    const order: number[] = [];
    const work = [1, 2, 3].map(async (number) => {
      const lock = locks.newLock('a');
      await lock.lock(never, () => {});
      order.push(number);
      await lock.unlock();
    });
    await Promise.all(work);
    assert.deepEqual(order, [1, 2, 3]);
  });

  test('asks whoever holds it to let go', async () => {
    const locks = new UploadLocks();
    const held = locks.newLock('a');
    let asked = 0;
    await held.lock(never, () => {
      asked += 1;
      void held.unlock();
    });
    await locks.newLock('a').lock(never, () => {});
    assert.equal(asked, 1);
  });

  test('is given up when the request that waits for it ends, and stands in nobody’s way then', async () => {
    const locks = new UploadLocks();
    const held = locks.newLock('a');
    await held.lock(never, () => {});
    const request = new AbortController();
    const waiting = locks.newLock('a').lock(request.signal, () => {});
    request.abort();
    await assert.rejects(waiting, UploadBusyError);
    await held.unlock();
    await locks.newLock('a').lock(never, () => {});
  });

  test('is of one upload alone', async () => {
    const locks = new UploadLocks();
    await locks.newLock('a').lock(never, () => {});
    await locks.newLock('b').lock(never, () => {});
  });
});
