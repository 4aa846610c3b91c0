import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import project from '../package.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '..');
const DOCUMENTS = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT });
const TESTS = globSync('{*,{bin,cli,modules,ops,platform,prisma,test,web}/**/*}.test.ts', {
  cwd: ROOT,
  exclude: (path) => path.includes('node_modules'),
});

describe('the documents', () => {
  test('lead to files that are there', () => {
    const lost = DOCUMENTS.flatMap((document) =>
      linksOf(document).filter((target) => !existsSync(join(ROOT, dirname(document), target))),
    );
    assert.ok(DOCUMENTS.length > 10);
    assert.deepEqual(lost, []);
  });

  test('name commands of npm that exist, and words that some test has in its path', () => {
    const wrong = DOCUMENTS.flatMap((document) =>
      [...read(document).matchAll(/npm (?:run (?<script>[\w:-]+)|test -- (?<words>[a-z/ -]+))/g)].flatMap(
        ({ groups: { script, words } = {} }) => {
          if (script) return Object.hasOwn(project.scripts, script) ? [] : [`${document}: npm run ${script}`];
          const unknown = (words ?? '')
            .trim()
            .split(' ')
            .filter((word) => !TESTS.some((path) => path.includes(word)));
          return unknown.map((word) => `${document}: npm test -- ${word}`);
        },
      ),
    );
    assert.deepEqual(wrong, []);
  });

  test('for those who run Staka are in both languages', () => {
    const guides = DOCUMENTS.filter((document) => /^(docs\/(operations|security)\/|SECURITY|README)/.test(document));
    const alone = guides.filter((guide) => !guides.includes(inOtherLanguage(guide)));
    assert.deepEqual(alone, []);
  });
});

function read(document: string): string {
  return readFileSync(join(ROOT, document), 'utf8');
}

/** Of links within the project, without the place in the file. */
function linksOf(document: string): string[] {
  const targets = [...read(document).matchAll(/\]\((?<target>[^)\s]+)\)/g)].map(({ groups }) => groups?.target ?? '');
  return targets.filter((target) => !/^(?:[a-z]+:|#)/.test(target)).map((target) => target.split('#', 1)[0] ?? '');
}

function inOtherLanguage(guide: string): string {
  return guide.endsWith('.fr.md') ? guide.replace(/\.fr\.md$/, '.md') : guide.replace(/\.md$/, '.fr.md');
}
