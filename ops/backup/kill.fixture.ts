import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

interface Places {
  readonly url: string;
  readonly folder: string;
}

/** A process that backs up or restores, and is killed when it has come so far; see `killed.fixture.ts`. */
export async function killed(
  work: 'backup' | 'replace',
  at: string,
  { url, folder }: Places,
  path = '',
): Promise<void> {
  const fixture = join(import.meta.dirname, 'killed.fixture.ts');
  const child = spawn(process.execPath, [fixture, work, at, url, folder, path], { stdio: 'inherit' });
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGKILL', `${work} was not killed at ${at}`);
}
