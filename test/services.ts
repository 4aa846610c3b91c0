import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unreachableDatabases } from './databases.ts';
import { straceMissing } from './faults/strace.ts';
import { redisIsReached, TEST_REDIS_URL } from './redis.ts';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What the tests would use and this machine does not offer. */
export async function unreachableServices(): Promise<string[]> {
  const missing = [...unreachableDatabases()];
  if (!redisIsReached) missing.push(`Redis (${new URL(TEST_REDIS_URL).host})`);
  if (findChromium() === null) missing.push('Chromium');
  if (straceMissing() !== null) missing.push('strace');
  return missing;
}

/** The Chromium of this machine, or the one named by STAKA_TEST_CHROMIUM; null when there is none. */
export function findChromium(): string | null {
  const named = process.env.STAKA_TEST_CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = named ? [named] : BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
