import assert from 'node:assert/strict';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { plural } from './plural.ts';

type Sentence = { path: string; text: string };

const modules = join(import.meta.dirname, '..', 'modules');
const french = sentencesOf({ ...fr, ...(await wordsOfPages('fr')) });
const english = sentencesOf({ ...en, ...(await wordsOfPages('en')) });

describe('French', () => {
  test('has a narrow no-break space before ; : ! ?', () => assertNone(french, /[^\u202f][;!?]|[^\u202f\d]:(?!\/\/)/u));
  test('has no-break spaces inside guillemets', () => assertNone(french, /«[^\u00a0]|[^\u00a0]»/u));
  test('has the apostrophe of print', () => assertNone(french, /'/u));
});

describe('both languages', () => {
  test('say the same things', () => {
    assert.deepEqual(
      english.map(({ path }) => path),
      french.map(({ path }) => path),
    );
  });
  test('never say nothing', () => assertNone([...french, ...english], /^\s*$/u, ['accounts/door-words.proof']));
  test('show no emoji', () => assertNone([...french, ...english], /\p{Extended_Pictographic}/u));
  test('never let a value that is missing be read', () =>
    assertNone([...french, ...english], /undefined|NaN|\[object/u));
});

test('zero is singular in French and plural in English', () => {
  const forms = { one: 'one', other: 'other' };
  assert.equal(plural('fr', 0, forms), 'one');
  assert.equal(plural('en', 0, forms), 'other');
  assert.equal(plural('fr', 2, forms), 'other');
});

/** The words that come with pages, by the file they are in. */
async function wordsOfPages(langue: 'fr' | 'en'): Promise<Record<string, object>> {
  const files = await Array.fromAsync(glob(`**/*words.${langue}.ts`, { cwd: modules }));
  const sets = files.sort().map(async (file) => {
    const [words]: object[] = Object.values(await import(join(modules, file)));
    return [file.replace(`.${langue}.ts`, ''), words ?? {}] as const;
  });
  return Object.fromEntries(await Promise.all(sets));
}

function assertNone(sentences: readonly Sentence[], wrong: RegExp, except: readonly string[] = []): void {
  const found = sentences.filter(
    ({ path, text }) => wrong.test(text) && !except.some((start) => path.startsWith(start)),
  );
  assert.deepEqual(
    found.map(({ path, text }) => `${path}: ${text}`),
    [],
  );
}

/** Every sentence; those that take values are said with a « 2 » for each. */
function sentencesOf(words: object, path: readonly string[] = []): Sentence[] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const here = [...path, name];
    if (typeof value === 'string') return [{ path: here.join('.'), text: value }];
    if (typeof value === 'function') return [{ path: here.join('.'), text: String(value('2', '2', '2')) }];
    return typeof value === 'object' && value !== null ? sentencesOf(value, here) : [];
  });
}
