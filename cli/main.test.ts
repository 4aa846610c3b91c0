import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from './command.ts';
import { COMMANDS, type NamedCommand } from './commands.ts';
import { runCli } from './main.ts';

const echo: Command = {
  name: 'echo',
  summary: { fr: 'Répète.', en: 'Repeats.' },
  positionals: [{ fr: 'MOT', en: 'WORD' }],
  options: { times: { type: 'string', placeholder: 'N', summary: { fr: 'Combien de fois.', en: 'How often.' } } },
  run: async ({ positionals, values, print }) => {
    print(`${positionals[0]} ×${values.times ?? 1}`);
    return undefined;
  },
};

const ECHO: readonly NamedCommand[] = [{ name: 'echo', load: async () => echo }];

async function staka(argv: string[], language: 'fr' | 'en' = 'en', commands: readonly NamedCommand[] = ECHO) {
  const out: string[] = [];
  const err: string[] = [];
  const output = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const code = await runCli(argv, { output, language, commands });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('a command gets its words and its options', async () => {
  assert.deepEqual(await staka(['echo', 'bonjour', '--times=3']), { code: 0, out: 'bonjour ×3', err: '' });
});

test('without a word the help lists every command, in the language of the terminal', async () => {
  const { code, out } = await staka([], 'fr', COMMANDS);
  assert.equal(code, 0);
  for (const { name, summary } of await everyCommand()) assert.ok(out.includes(name) && out.includes(summary.fr));
});

test('--help tells all about one command and does nothing', async () => {
  const { code, out } = await staka(['echo', '--help']);
  assert.equal(code, 0);
  assert.match(out, /^Usage: staka echo WORD \[OPTIONS\]/);
  assert.match(out, /--times=N {2}How often\./);
});

for (const [what, argv] of Object.entries({
  'an unknown command': ['nothing'],
  'an unknown option': ['echo', 'a', '--loud'],
  'a missing word': ['echo'],
  'a word too many': ['echo', 'a', 'b'],
})) {
  test(`${what} is not understood: 2, the help on standard error, nothing on standard output`, async () => {
    const { code, out, err } = await staka(argv);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /Usage:/);
  });
}

test('every command has its summary in both languages, and a name that no other has', async () => {
  assert.equal(new Set(COMMANDS.map(({ name }) => name)).size, COMMANDS.length);
  const commands = await everyCommand();
  assert.deepEqual(
    commands.map(({ name }) => name),
    COMMANDS.map(({ name }) => name),
  );
  for (const { summary } of commands) assert.ok(summary.fr && summary.en && summary.fr !== summary.en);
});

function everyCommand(): Promise<Command[]> {
  return Promise.all(COMMANDS.map(({ load }) => load()));
}
