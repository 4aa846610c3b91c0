import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deployErrors } from './errors.ts';

/**
 * Nothing in the log of level `error` or `fatal` since then: in the one that is written, and in one set aside since.
 * @throws DEPLOY_LOG_ERRORS
 */
export async function refuseLogErrors(folder: string, since: Date): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith('staka.log'));
  const [current, aside] = [names.filter((name) => name === 'staka.log'), names.filter((name) => name !== 'staka.log')];
  const errors: string[] = [];
  for (const name of [...aside.sort().slice(-1), ...current]) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    errors.push(...text.split('\n').filter((line) => isErrorSince(line, since)));
  }
  if (errors.length === 0) return;
  throw deployErrors.DEPLOY_LOG_ERRORS({ count: errors.length, last: messageOf(errors.at(-1) ?? '') });
}

/** `{"level":"error","time":"2026-11-21T09:30:00.000Z",…,"msg":"…"}` */
function isErrorSince(line: string, since: Date): boolean {
  if (!/^\{"level":"(error|fatal)"/.test(line)) return false;
  return Date.parse(/"time":"([^"]+)"/.exec(line)?.[1] ?? '') >= since.getTime();
}

function messageOf(line: string): string {
  return /"msg":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line.slice(0, 200);
}
