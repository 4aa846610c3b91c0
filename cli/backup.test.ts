import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { placesIn, populate, storeFiles } from '#ops/backup/populate.fixture.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { countRows, withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { stakaCommand } from '#test/staka-command.ts';

const ROOT = join(import.meta.dirname, '..');
let folder = '';
let url = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staka-backup-cli-'));
  url = `file:${join(folder, 'data/staka.db')}`;
  await migrate({ url });
  await populate(url);
  await storeFiles(placesIn(join(folder, 'data')).filesFolder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function staka(args: readonly string[], environment: Record<string, string> = {}) {
  const own = { NODE_ENV: 'test', DATA_DIR: join(folder, 'data'), ...environment };
  const ended = stakaCommand(args, { cwd: folder, environment: own });
  return { ...ended, last: ended.stdout.trim().split('\n').at(-1) ?? '' };
}

test('the last line of a backup is its path, and it verifies and lists', () => {
  const { status, last } = staka(['backup']);
  assert.deepEqual([status, existsSync(last)], [0, true]);
  assert.match(staka(['backup:verify', last]).stdout, /^Intact: \d+ rows of \d+ tables and 2 files, from sqlite/);
  assert.ok(staka(['backup:list']).stdout.includes(last));
  const [listed] = JSON.parse(staka(['backup:list', '--json']).stdout);
  assert.deepEqual([listed.path, listed.provider, listed.encrypted, listed.table], [last, 'sqlite', false, null]);
});

test('--json is one object, and only what nothing keeps is removed', () => {
  const first = JSON.parse(staka(['backup', '--json']).stdout);
  assert.equal(first.files, 2);
  const second = JSON.parse(staka(['backup', '--json', '--keep-weekly=1']).stdout);
  assert.deepEqual([second.removed, existsSync(first.path), existsSync(second.path)], [[first.path], false, true]);
  assert.equal(staka(['backup', '--keep-daily=0']).status, 1);
});

test('a database is replaced once its name is typed, and not before', () => {
  const { last } = staka(['backup']);
  const { status, stderr } = staka(['restore', last]);
  assert.deepEqual([status, stderr.startsWith('Nothing was touched')], [1, true]);
  assert.equal(staka(['restore', last, '--confirm=other.db']).status, 1);
  const { previous } = JSON.parse(staka(['restore', last, '--confirm=staka.db', '--json']).stdout);
  assert.ok(existsSync(previous));
});

test('what cannot be is said in one sentence of the reader’s language', () => {
  const english = staka(['backup:verify', 'nowhere']);
  assert.deepEqual([english.status, english.stderr.includes('does not exist or cannot be read (ENOENT)')], [1, true]);
  const french = staka(['backup:verify', 'nowhere'], { LANG: 'fr_FR.UTF-8' });
  assert.match(french.stderr, /n’existe pas ou ne peut pas être lu/);
  assert.match(staka(['backup'], { BACKUP_KEY: 'secret' }).stderr, /^BACKUP_KEY must be one or more keys/);
  assert.equal(staka(['restore']).status, 2);
});

test('the public key writes, and only the secret one reads', () => {
  const [secret = '', open = ''] = [...staka(['backup:key']).stdout.matchAll(/BACKUP_KEY=(\S+)/g)].map(
    ([, key]) => key,
  );
  const { last } = staka(['backup'], { BACKUP_KEY: open });
  assert.match(last, /\.tar\.zst\.age$/);
  assert.match(staka(['backup:verify', last], { BACKUP_KEY: open }).stderr, /is encrypted/);
  assert.equal(staka(['backup:verify', last], { BACKUP_KEY: secret }).status, 0);
});

test('every command of docs/operations/backup.md does what it says, and the French guide has the same', async () => {
  const commands = commandsOf('backup.md');
  assert.equal(commands.length, 12);
  const inFrench = commandsOf('backup.fr.md').map((command) => command.replace('FICHIER', 'FILE'));
  assert.deepEqual(inFrench, commands);
  await withEmptyDatabase('postgresql', (postgresql) =>
    withEmptyDatabase('mysql', async (mysql) => {
      const targets = { file: `file:${join(folder, 'empty/staka.db')}`, postgresql, mysql };
      mkdirSync(join(folder, 'empty'));
      let file = '';
      for (const command of commands) {
        const into = command
          .replace('FILE', file)
          .replace(
            /--into=(file|postgresql|mysql):\S+/,
            (_all, kind: keyof typeof targets) => `--into=${targets[kind]}`,
          );
        const { status, stderr, last } = staka(into.split(' ').slice(1));
        assert.deepEqual([status, stderr], [0, ''], command);
        if (existsSync(last) && !/user_sessions|native/.test(last)) file = last;
      }
      // Each command is one more of them here, and not there; maintenance is a matter of here alone.
      const kept = async (at: string) => ({ ...(await countRows(at)), maintenance: 0, operation_runs: 0 });
      const expected = await kept(url);
      for (const target of Object.values(targets)) assert.deepEqual(await kept(target), expected);
    }),
  );
});

/** Those in blocks: `bin/staka …`, a line each. */
function commandsOf(guide: string): string[] {
  const text = readFileSync(join(ROOT, 'docs/operations', guide), 'utf8');
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.split('\n').filter((line) => line.startsWith('bin/staka ')));
}
