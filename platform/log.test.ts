import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createLog, inLogScope } from './log.ts';
import { openLogFile } from './log-file.ts';

describe('the log', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const last = () => lines.at(-1) ?? '';
  beforeEach(() => void lines.splice(0));

  for (const [what, fields] of [
    ['a password', { body: { email: 'lea@example.com', password: 'hunter-two' } }],
    ['a cookie and an authorization', { req: { headers: { cookie: 'a=hunter-two', authorization: 'hunter-two' } } }],
    ['cookies that are set', { headers: { 'set-cookie': ['staka_session=hunter-two; Path=/', 'b="hunter-two"'] } }],
    ['a token deep inside', { a: { b: [{ c: { resetToken: 'hunter-two' } }] } }],
    ['a value with quotes in it', { secret: 'x"hunter-two\\"y' }],
    ['a body kept as text', { body: JSON.stringify({ password: 'hunter-two', nom: 'Léa' }) }],
    ['the address of a database', { err: new Error('no answer from postgresql://staka:hunter-two@db:5432/staka') }],
    ['a token in an address', { path: '/ws?token=hunter-two&x=1' }],
    ['a bearer', { header: 'Bearer hunter-two-hunter-two' }],
  ] as const)
    test(`masks ${what}`, () => {
      log.info(fields, 'said');
      assert.doesNotMatch(last(), /hunter-two/);
      assert.equal(JSON.parse(last()).msg, 'said');
    });

  test('masks what a child log carries', () => {
    log.child({ token: 'hunter-two' }).info('said');
    assert.doesNotMatch(last(), /hunter-two/);
  });

  test('leaves alone what is no secret', () => {
    log.info({ titre: 'Le secret de la cave', tokens: 3 }, 'correction demandée');
    const { titre, tokens } = JSON.parse(last());
    assert.deepEqual({ titre, tokens }, { titre: 'Le secret de la cave', tokens: 3 });
  });

  test('puts the fields of the scope in every line, and only there', async () => {
    await inLogScope({ reqId: 'r-1' }, async () => {
      await Promise.resolve();
      log.info('inside');
    });
    assert.equal(JSON.parse(last()).reqId, 'r-1');
    log.info('outside');
    assert.equal(JSON.parse(last()).reqId, undefined);
  });
});

describe('the log file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'staka-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const namesIn = (path: string) => readdirSync(path).sort();
  const readNow = () => readFileSync(join(folder, 'staka.log'), 'utf8');

  test('has each line at once, and goes on after a restart', () => {
    for (const line of ['one\n', 'two\n']) {
      const file = openLogFile(join(folder, 'staka.log'), { maxBytes: 1000, keepFiles: 3 });
      file.write(line);
      assert.equal(readNow().endsWith(line), true);
      file.close();
    }
    assert.equal(readNow(), 'one\ntwo\n');
  });

  test('is set aside when full, keeping its name and losing no line', () => {
    const file = openLogFile(join(folder, 'staka.log'), { maxBytes: 10, keepFiles: 3, now: ticking() });
    for (const line of ['first\n', 'second\n', 'third\n']) file.write(line);
    file.close();
    assert.equal(readNow(), 'third\n');
    const all = namesIn(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    assert.deepEqual(all.sort(), ['first\n', 'second\n', 'third\n']);
  });

  test('is set aside when the day changes', () => {
    let now = new Date('2026-03-01T23:59:59Z');
    const file = openLogFile(join(folder, 'staka.log'), { maxBytes: 1000, keepFiles: 3, now: () => now });
    file.write('yesterday\n');
    now = new Date('2026-03-02T00:00:00Z');
    file.write('today\n');
    file.close();
    assert.equal(readNow(), 'today\n');
    assert.deepEqual(namesIn(folder), ['staka.log', 'staka.log.2026-03-02T00-00-00.000Z']);
  });

  test('keeps so many and no more, and touches nothing else', () => {
    const stranger = openLogFile(join(folder, 'staka.log.txt'), { maxBytes: 10, keepFiles: 1 });
    stranger.close();
    const file = openLogFile(join(folder, 'staka.log'), { maxBytes: 1, keepFiles: 2, now: ticking() });
    for (let line = 0; line < 9; line += 1) file.write(`${line}\n`);
    file.close();
    assert.equal(namesIn(folder).filter((name) => /T/.test(name)).length, 2);
    assert.equal(namesIn(folder).includes('staka.log.txt'), true);
  });
});

/** A clock that is a second later each time it is read, within one day. */
function ticking(): () => Date {
  let seconds = Date.parse('2026-03-01T12:00:00Z');
  return () => {
    seconds += 1000;
    return new Date(seconds);
  };
}
