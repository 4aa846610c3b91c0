import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CHECKS } from '#ops/doctor/doctor.ts';
import { stakaCommand } from '#test/staka-command.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'staka-doctor-cli-'));
after(() => rmSync(DATA_DIR, { recursive: true }));

function doctor(args: readonly string[], lang = 'en_GB.UTF-8') {
  return stakaCommand(['doctor', ...args], { environment: { DATA_DIR, PORT: '4143', LANG: lang } });
}

test('names what is red with the command that mends it, in both languages, and ends with 1', () => {
  const { status, stdout } = doctor(['--only=node,database,drift']);
  assert.equal(status, 1);
  assert.match(stdout, /^✓ node +Version of Node: v26/m);
  assert.match(stdout, /^✗ database +Database: the database is not there yet\n +→ bin\/staka migrate$/m);
  assert.match(stdout, /^– drift /m);
  assert.match(
    doctor(['--only=database'], 'fr').stdout,
    /^✗ database +Base de données\u202f: la base n’existe pas encore\n/m,
  );
});

test('answers scripts with a document, and with 0 when nothing is red', () => {
  const { status, stdout } = doctor(['--only=node,data-folder', '--json']);
  assert.equal(status, 0);
  assert.deepEqual(
    JSON.parse(stdout).checks.map(({ name, state }: Record<string, string>) => [name, state]),
    [
      ['node', 'green'],
      ['data-folder', 'green'],
    ],
  );
  assert.match(doctor(['--only=nothing']).stderr, /--only takes names among node, /);
});

test('says which variable is not what it should be, and looks at nothing that depends on it', () => {
  const { status, stdout } = stakaCommand(['doctor', '--json'], { environment: { DATA_DIR, PORT: 'many' } });
  const [configuration, ...others] = JSON.parse(stdout).checks;
  assert.deepEqual([status, configuration.name, configuration.state, others], [1, 'configuration', 'red', []]);
  assert.match(configuration.found.en, /^PORT must be /);
});

for (const [page, cure] of [
  ['doctor.md', '**Cure.**'],
  ['doctor.fr.md', '**Remède.**'],
] as const)
  test(`docs/operations/${page} explains every check there is, in order, each with its cure`, () => {
    const text = readFileSync(join(import.meta.dirname, '../docs/operations', page), 'utf8');
    const sections = text.split(/^### `/m).slice(1);
    assert.deepEqual(
      sections.map((section) => section.split('`', 1)[0]),
      CHECKS.map(({ name }) => name),
    );
    for (const section of sections) assert.ok(section.includes(cure), section.slice(0, 40));
  });
