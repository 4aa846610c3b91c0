import assert from 'node:assert/strict';
import { platform } from 'node:os';
import { describe, type TestContext, test } from 'node:test';
import { type Load, MB, measureUploads } from './measured-uploads.ts';

/**
 * The twenty in full, which `npm test` has no time for: `STAKA_TEST_UPLOADS=full npm test -- uploads/memory`.
 * The memory that twenty take is that of their buffers and of what V8 lets its young objects have, and not of their size.
 */
const isFull = process.env.STAKA_TEST_UPLOADS === 'full';
const EACH = (isFull ? 100 : 25) * MB;

// One after the other: each measures a whole process.
describe('the memory of uploads', { skip: platform() !== 'linux' && 'the figures are those of /proc' }, () => {
  test('1 GB in one piece, the first that a server ever sees, costs it less than 64 MiB', async (t) => {
    await assertModest(t, { files: 1, bytes: 1000 * MB, partBytes: 1000 * MB }, 64);
  });

  test(`20 files of ${EACH / MB} MB at once, in parts as the screens send them, cost less than 128 MiB together`, async (t) => {
    await assertModest(t, { files: 20, bytes: EACH, partBytes: 8 * MB }, 128);
  });
});

/** @param atMost in MiB */
async function assertModest(t: TestContext, load: Load, atMost: number): Promise<void> {
  const { idle, grew, milliseconds, wrong } = await measureUploads(load);
  const grown = `${grew.toFixed(1)} MiB`;
  t.diagnostic(
    `${idle.toFixed(0)} MiB at rest, ${grown} more in the ${(milliseconds / 1000).toFixed(1)} s of the uploads`,
  );
  assert.deepEqual(wrong, []);
  assert.ok(grew < atMost, `it grew by ${grown}`);
}
