import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');
const DOCUMENTS = ['docs/security/asvs.md', 'docs/security/asvs.fr.md'] as const;

/** The requirements of levels 1 and 2 in chapters V6, V7, V8 and V10 of OWASP ASVS 5.0.0, as it was released. */
const REQUIREMENTS = [
  ...['6.1.1', '6.1.2', '6.1.3'],
  ...['6.2.1', '6.2.2', '6.2.3', '6.2.4', '6.2.5', '6.2.6', '6.2.7', '6.2.8', '6.2.9', '6.2.10', '6.2.11', '6.2.12'],
  ...['6.3.1', '6.3.2', '6.3.3', '6.3.4'],
  ...['6.4.1', '6.4.2', '6.4.3', '6.4.4'],
  ...['6.5.1', '6.5.2', '6.5.3', '6.5.4', '6.5.5'],
  ...['6.6.1', '6.6.2', '6.6.3'],
  ...['6.8.1', '6.8.2', '6.8.3', '6.8.4'],
  ...['7.1.1', '7.1.2', '7.1.3'],
  ...['7.2.1', '7.2.2', '7.2.3', '7.2.4'],
  ...['7.3.1', '7.3.2'],
  ...['7.4.1', '7.4.2', '7.4.3', '7.4.4', '7.4.5'],
  ...['7.5.1', '7.5.2'],
  ...['7.6.1', '7.6.2'],
  ...['8.1.1', '8.1.2'],
  ...['8.2.1', '8.2.2', '8.2.3'],
  '8.3.1',
  '8.4.1',
  ...['10.1.1', '10.1.2'],
  ...['10.2.1', '10.2.2'],
  ...['10.3.1', '10.3.2', '10.3.3', '10.3.4'],
  ...['10.4.1', '10.4.2', '10.4.3', '10.4.4', '10.4.5', '10.4.6', '10.4.7', '10.4.8', '10.4.9', '10.4.10', '10.4.11'],
  ...['10.5.1', '10.5.2', '10.5.3', '10.5.4', '10.5.5'],
  ...['10.6.1', '10.6.2'],
  ...['10.7.1', '10.7.2', '10.7.3'],
];

for (const document of DOCUMENTS)
  describe(document, () => {
    const rows = rowsOf(document);

    test('has each requirement of levels 1 and 2 in one place', () => {
      const said = rows.flatMap(({ numbers }) => numbers);
      assert.deepEqual(said.toSorted(), REQUIREMENTS.toSorted());
    });

    test('names for each that is met, wholly or in part, tests that are there', () => {
      const met = rows.filter(({ cells }) => cells === 4);
      assert.ok(met.length > 60);
      const bare = met.filter(({ tests }) => tests.length === 0).flatMap(({ numbers }) => numbers);
      const lost = met.flatMap(({ tests }) => tests).filter(({ path, name }) => !namesIn(path).includes(name));
      assert.deepEqual([bare, lost], [[], []]);
    });

    test('counts them right', () => {
      const parts = rows.filter(({ heading }) => /in part|en partie/.test(heading)).length;
      const others = rows.filter(({ cells }) => cells === 2).flatMap(({ numbers }) => numbers).length;
      const counts = [REQUIREMENTS.length, REQUIREMENTS.length - parts - others, parts, others];
      const sentence = read(document).match(/^(?:Of|De) (\d+)\D+(\d+)\D+(\d+)\D+(\d+)/m);
      assert.deepEqual(sentence?.slice(1).map(Number), counts);
    });
  });

test('both languages say the same of the same requirements', () => {
  const [english, french] = DOCUMENTS.map((document) =>
    rowsOf(document).map(({ numbers, cells, tests }) => ({ numbers, cells, tests })),
  );
  assert.deepEqual(french, english);
});

interface Row {
  readonly heading: string;
  readonly numbers: readonly string[];
  readonly cells: number;
  readonly tests: readonly { readonly path: string; readonly name: string }[];
}

/** The lines of its tables that begin with the number of a requirement, or several. */
function rowsOf(document: string): Row[] {
  return read(document)
    .split(/^## /m)
    .flatMap((section) =>
      [...section.matchAll(/^\| (?<numbers>\d+\.\d+\.\d+[\d., ]*) \|(?<rest>.*)\|$/gm)].map(({ groups }) => ({
        heading: section.split('\n', 1)[0] ?? '',
        numbers: groups?.numbers?.split(', ') ?? [],
        cells: (groups?.rest?.split('|').length ?? 0) + 1,
        tests: testsIn(document, groups?.rest ?? ''),
      })),
    );
}

function testsIn(document: string, cells: string): Row['tests'] {
  return [...cells.matchAll(/\]\((?<path>[^)]+\.test\.ts)\) “(?<name>[^”]+)”/g)].map(({ groups }) => ({
    path: join(dirname(document), groups?.path ?? ''),
    name: groups?.name ?? '',
  }));
}

/** What the tests in a file are called; a part of a name that is made while they run is “…”. */
function namesIn(path: string): string[] {
  if (!existsSync(join(ROOT, path))) return [];
  const titles = read(path).matchAll(/\btest\(\s*(?:'(?<plain>(?:[^'\\]|\\.)*)'|`(?<made>[^`]*)`)/g);
  return [...titles].map(({ groups }) => groups?.plain ?? groups?.made?.replaceAll(/\$\{[^}]*\}/g, '…') ?? '');
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
