import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { isLong } from './extent.ts';
import { type DiskReport, type Fault, failDisk, fillDisk, smallDiskMissing } from './failing-disk.ts';
import { assertNothing, DATABASES, databaseMissing, trial } from './stage.ts';
import { straceMissing } from './strace.ts';

const DATABASE_FAULTS: readonly Fault[] = [
  { on: 'database', call: 'fsync', error: 'EIO' },
  { on: 'database', call: 'pwrite64', error: 'ENOSPC' },
  ...(isLong ? [{ on: 'database', call: 'pwrite64', error: 'EIO' } as const] : []),
];
const FILE_FAULTS: readonly Fault[] = [
  { on: 'files', call: 'pwrite64', error: 'ENOSPC' },
  ...(isLong
    ? ([
        { on: 'files', call: 'fsync', error: 'EIO' },
        { on: 'files', call: 'pwrite64', error: 'EIO' },
      ] as const)
    : []),
];

describe('the disk fails', { concurrency: isLong ? 1 : 2 }, () => {
  trial('a failed commit that is acknowledged is caught', straceMissing(), async () => {
    const { wrong } = await failDisk(
      'sqlite',
      { on: 'database', call: 'fsync', error: 'EIO' },
      'failed commit acknowledged',
    );
    assert.notEqual(wrong.length, 0, 'nothing was caught');
  });

  trial(
    'a full disk is a clear refusal, and room makes it work again without a restart',
    smallDiskMissing(),
    async (t) => judge(await fillDisk(), t.diagnostic.bind(t)),
  );

  for (const fault of DATABASE_FAULTS)
    trial(`${fault.error} of ${fault.call} on the database of sqlite`, straceMissing(), async (t) =>
      judge(await failDisk('sqlite', fault), t.diagnostic.bind(t)),
    );

  for (const name of isLong ? DATABASES : (['sqlite'] as const))
    for (const fault of FILE_FAULTS)
      trial(
        `${fault.error} of ${fault.call} on the files, beside ${name}`,
        databaseMissing(name) ?? straceMissing(),
        async (t) => judge(await failDisk(name, fault), t.diagnostic.bind(t)),
      );
});

function judge({ wrong, codes, summary }: DiskReport, say: (line: string) => void): void {
  say(`${codes.join(', ')}; ${summary}`);
  assertNothing(wrong);
}
