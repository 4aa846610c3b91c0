import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** One call as strace wrote it down, with its place among all the lines: where it began, and where it was done. */
export interface SystemCall {
  readonly name: string;
  /** What stands between the parentheses. */
  readonly args: string;
  readonly result: number;
  readonly began: number;
  readonly ended: number;
}

const LINE = /^(\d+)\s+(.*)$/s;
const WHOLE = /^(\w+)\((.*)\)\s+= (-?\d+)/s;
const UNFINISHED = /^(\w+)\((.*?)\s*<unfinished \.\.\.>$/s;
const RESUMED = /^<\.\.\. (\w+) resumed>(.*)\)\s+= (-?\d+)/s;

/** Reads a log of `strace -f`, in the order in which the calls were done. Those that failed are left out. */
export async function* readSystemCalls(path: string): AsyncGenerator<SystemCall> {
  const begun = new Map<string, { name: string; args: string; began: number }>();
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const [, thread = '', text = ''] = LINE.exec(line) ?? [];
    const unfinished = UNFINISHED.exec(text);
    if (unfinished) {
      begun.set(thread, { name: unfinished[1] ?? '', args: unfinished[2] ?? '', began: number });
      continue;
    }
    const resumed = RESUMED.exec(text);
    const before = begun.get(thread);
    const whole = WHOLE.exec(text);
    let call: SystemCall | undefined;
    if (resumed && before) {
      const args = before.args + (resumed[2] ?? '');
      call = { name: before.name, args, result: Number(resumed[3]), began: before.began, ended: number };
      begun.delete(thread);
    } else if (whole) {
      const [, name = '', args = '', result] = whole;
      call = { name, args, result: Number(result), began: number, ended: number };
    }
    if (call && call.result >= 0) yield call;
  }
}

const STRING = /"((?:[^"\\]|\\.)*)"(\.\.\.)?/gs;
const DESCRIPTOR = /(?:^|, )(?:(-?\d+)|AT_FDCWD)<((?:[^>\\]|\\.)*)>/gs;

/** The strings of a call, unescaped. @throws when strace cut one short */
export function stringsOf({ name, args }: SystemCall): Buffer[] {
  return [...args.matchAll(STRING)].map(([, text = '', cut]) => {
    if (cut !== undefined) throw new Error(`strace cut short what ${name} was given.`);
    return unescaped(text);
  });
}

/** The descriptors of a call: their numbers and what they stand for. */
export function descriptorsOf({ args }: SystemCall): { number: number; path: string }[] {
  return [...args.matchAll(DESCRIPTOR)].map(([, number = '-1', path = '']) => {
    return { number: Number(number), path: unescaped(path).toString() };
  });
}

/** The last argument, when it is a number. */
export function lastNumber({ args }: SystemCall): number {
  return Number(/(-?\d+)$/.exec(args)?.[1]);
}

/** `-xx` writes every byte as \xNN. */
function unescaped(text: string): Buffer {
  return text.startsWith('\\x') ? Buffer.from(text.replaceAll('\\x', ''), 'hex') : Buffer.from(text);
}
