import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { COMMANDS } from '#cli/commands.ts';
import { runCli } from '#cli/main.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { openDatabase } from '#platform/db/db.ts';
import { createFolderStorage } from '#platform/storage/folder-storage.ts';
import { seed } from '#prisma/seed.ts';
import { type Guide, readGuides } from '#test/operations-docs/documented-commands.ts';
import { NOT_RUN, SHELL_COMMANDS } from '#test/operations-docs/not-run.ts';

const GUIDES = readGuides();
const ENGLISH = GUIDES.filter(({ name }) => !name.endsWith('.fr.md'));
const MISUSED = 2;
/** What commands end with on a database in which all is well, but for 0. */
const EXPECTED: Readonly<Record<string, readonly number[]>> = { maintenance: [0, 3], doctor: [0, 1] };

describe('every command of docs/operations', () => {
  test('is one that Staka has, with options it has', async () => {
    const wrong: string[] = [];
    for (const { name, staka } of GUIDES)
      for (const words of staka) if (!(await isUnderstood(words))) wrong.push(`${name}: bin/staka ${words.join(' ')}`);
    assert.deepEqual(wrong, []);
    assert.ok(ENGLISH.flatMap(({ staka }) => staka).length > 50);
  });

  test('is the same in French and in English', () => {
    const different = ENGLISH.flatMap((guide) => {
      const french = GUIDES.find(({ name }) => name === guide.name.replace(/\.md$/, '.fr.md'));
      const [here, there] = [essenceOf(guide), french ? essenceOf(french) : []];
      const alone = [
        ...here.filter((command) => !there.includes(command)).map((command) => `${guide.name}: ${command}`),
        ...there.filter((command) => !here.includes(command)).map((command) => `${french?.name}: ${command}`),
      ];
      return alone;
    });
    assert.deepEqual(different, []);
  });

  test('that is not of Staka is known, and why it is not run here', () => {
    const commands = GUIDES.flatMap(({ name, shell }) => shell.map((command) => ({ name, command })));
    const unknown = commands.filter(({ command }) => !SHELL_COMMANDS.some(([pattern]) => pattern.test(command)));
    assert.deepEqual(unknown, []);
    const idle = SHELL_COMMANDS.filter(([pattern]) => !commands.some(({ command }) => pattern.test(command)));
    assert.deepEqual(idle, []);
  });
});

describe('on a database with rows', () => {
  let mould: string;
  before(async () => {
    mould = await mkdtemp(join(tmpdir(), 'staka-guides-'));
    await fill(join(mould, 'data'));
  });
  after(() => rm(mould, { recursive: true, force: true }));

  for (const { name, staka } of ENGLISH)
    test(`the commands of ${name} do what it says`, async () => {
      const folder = join(mould, name);
      await cp(join(mould, 'data'), folder, { recursive: true });
      for (const words of distinct(staka)) {
        const { code, said } = await execute(await filledIn(words, folder), folder);
        const expected = EXPECTED[words[0] ?? ''] ?? [0];
        assert.ok(expected.includes(code), `bin/staka ${words.join(' ')} ended with ${code}:\n${said}`);
      }
    });
});

/** Read as the command itself reads it; in a sentence it may be named without what it takes, or end in `…`. */
async function isUnderstood(words: readonly string[]): Promise<boolean> {
  const isNamed = words.length === 1 || words.includes('…');
  const commands = COMMANDS.map(({ name, load }) => ({
    name,
    load: async () => ({
      ...(await load()),
      ...(isNamed && { positionals: [] }),
      run: async () => 0,
      runUnconfigured: async () => 0,
    }),
  }));
  const output = { out: () => {}, err: () => {} };
  const given = words.filter((word) => word !== '…');
  return (await runCli(given, { commands, output, language: 'en' })) !== MISUSED;
}

/** Names that a reader chooses, as each language calls them. */
const TRANSLATED = {
  reponses: 'answers',
  ancienne: 'former',
  base_vide: 'empty_database',
  'vous@votre-serveur': 'you@your-server',
};

/** Without what is said to people, and what stands for something of one's own. */
function essenceOf({ staka, shell }: Guide): string[] {
  const own = (command: string) =>
    Object.entries(TRANSLATED)
      .reduce((text, [french, english]) => text.replaceAll(french, english), command)
      .replaceAll(/\b[A-ZÉ][A-ZÉ-]{2,}\b/g, 'OWN')
      .replaceAll(/--message=.*?(?= --|$)/g, '--message=…');
  return [...new Set([...staka.map((words) => own(`bin/staka ${words.join(' ')}`)), ...shell.map(own)])].sort();
}

function distinct(commands: Guide['staka']): string[][] {
  const lines = commands.filter((words) => !words.includes('…')).map((words) => words.join('\n'));
  const complete = [...new Set(lines)].map((line) => line.split('\n'));
  return complete.filter((words) => !NOT_RUN.some(([pattern]) => pattern.test(words.join(' '))));
}

/** A backup in place of FILE, places of this test in place of those of an installation. */
async function filledIn(words: readonly string[], folder: string): Promise<string[]> {
  const [newest = ''] = (await readdir(join(folder, 'backups'))).filter((name) => name.includes('sqlite.')).sort();
  const isRestored = words.some((word) => word.startsWith('--into='));
  if (isRestored) await mkdir(join(folder, 'empty'), { recursive: true });
  return words.map((word) =>
    word
      .replace(/^FILE$/, join(folder, 'backups', newest))
      .replace('file:data/', `file:${join(folder, 'empty')}/`)
      .replace('=data/', `=${join(folder, 'empty')}/`)
      .replace('admin@example.com', 'admin@staka-editions.com'),
  );
}

async function execute(words: readonly string[], folder: string): Promise<{ code: number; said: string }> {
  const url = `file:${join(folder, 'staka.db')}`;
  Object.assign(process.env, { NODE_ENV: 'test', DATA_DIR: folder, DATABASE_URL: url, DIRECT_URL: url, PORT: '4144' });
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const code = await runCli(words, { output: { out: say, err: say }, language: 'en' });
  return { code, said: lines.join('\n') };
}

async function fill(folder: string): Promise<void> {
  await mkdir(folder);
  const url = `file:${join(folder, 'staka.db')}`;
  await migrate({ url });
  const db = await openDatabase({ url });
  const storage = await createFolderStorage(join(folder, 'files'));
  await seed({ db, storage, environment: 'development' }).finally(() => db.destroy());
  const { code, said } = await execute(['backup'], folder);
  assert.equal(code, 0, said);
}
