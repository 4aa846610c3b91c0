import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { errorCatalogue } from '#platform/http/errors.ts';
import '#cli/error-pages.ts';
import { longFunctions, type SourceFile, sourceFiles } from '#test/architecture/source-files.ts';

/** What of the house style a program can check. Each finding is a sentence: file, and what is wrong with it. */
const files = sourceFiles();
const code = files.filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.gen.ts'));
/** Tests, and what only tests use, may look behind every door. */
const product = code.filter(
  ({ path }) => !/\.test\.tsx?$|\.fixture\.ts$|(^|\/)(factory|test-[\w-]+|crash-child)\.ts$|^(test|bench)\//.test(path),
);

describe('imports point one way', () => {
  test('platform knows nothing of the product', () =>
    none(product, /^platform\//, ({ imports }) => imports.filter((to) => !/^platform\//.test(to))));

  test('modules know platform, and each other through module.ts alone', () =>
    none(product, /^modules\//, ({ path, imports }) =>
      imports.filter((to) => !/^platform\//.test(to) && !to.startsWith(`${folderOf(path)}/`) && !isDoor(to)),
    ));

  test('modules do not go round in circles', () => {
    const edges = new Map<string, Set<string>>();
    for (const { path, imports } of product.filter(({ path }) => path.startsWith('modules/')))
      for (const to of imports.filter(isDoor))
        if (folderOf(to) !== folderOf(path)) add(edges, folderOf(path), folderOf(to));
    assert.deepEqual(circles(edges), []);
  });

  test('ops knows modules by their doors, and neither cli nor web', () =>
    none(product, /^ops\//, ({ imports }) =>
      imports.filter((to) => /^(cli|web)\//.test(to) || (to.startsWith('modules/') && !isDoor(to))),
    ));

  test('cli knows modules by their doors, and not web', () =>
    none(product, /^cli\//, ({ imports }) =>
      imports.filter((to) => to.startsWith('web/') || (to.startsWith('modules/') && !isDoor(to))),
    ));

  test('web knows nothing of the server', () =>
    none(product, /^web\/(?!api\/generate\/|vite\.config)/, ({ imports }) =>
      imports.filter((to) => !to.startsWith('web/')),
    ));
});

describe('everything has its place', () => {
  test('SQL is in queries.ts, platform/db and ops', () => {
    const isAllowed = /(^|\/)queries\.ts$|^platform\/db\/|^ops\/|^prisma\//;
    none(
      product.filter(({ path }) => !isAllowed.test(path)),
      /^(modules|platform|cli)\/|^[\w-]+\.ts$/,
      ({ text }) =>
        text.match(/\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|\bsql`|\bsql\.raw\b/g) ?? [],
    );
  });

  test('the environment is read in platform/config', () => {
    const isAllowed =
      /^(platform\/config|bin|test|bench)\/|^web\/(vite\.config\.ts|api\/generate\/)|^prisma\.config\.ts$/;
    none(
      code.filter(({ path }) => !isAllowed.test(path)),
      /(?<!\.test\.ts)$/,
      ({ text }) => text.match(/\bprocess\.env\b/g) ?? [],
    );
  });

  test('no folder is called what says nothing', () =>
    none(files, /./, ({ path }) =>
      path
        .split('/')
        .slice(0, -1)
        .filter((part) => /^(utils?|misc|helpers?|common|shared|lib)$/.test(part)),
    ));

  test('files are named in kebab-case', () =>
    none(code, /./, ({ path }) => path.split('/').filter((part) => !/^[a-z0-9.-]+$/.test(part))));
});

describe('everything can be read', () => {
  test('no file is longer than 400 lines', () =>
    none(code, /./, ({ text }) => (text.split('\n').length > 401 ? [`${text.split('\n').length - 1} lines`] : [])));

  test('no function is longer than 60 lines', () => none(product, /\.tsx?$/, longFunctions));

  test('nothing is exported as default', () =>
    none(code, /^(?!web\/vite\.config|prisma\.config)/, ({ text }) => text.match(/^export default\b/gm) ?? []));

  test('there is no any, and nothing is left to be done', () =>
    none(product, /./, ({ text }) => text.match(/: any\b|\bas any\b|\b(TODO|FIXME|XXX)\b/g) ?? []));
});

describe('French is set as print is', () => {
  const spoken = product.filter(({ path }) => /^(platform|modules|ops|cli)\/|^bin\//.test(path));

  test('in every error', () => {
    const wrong = [...errorCatalogue()].flatMap(([name, { fr }]) => misprints(fr).map((found) => `${name}: ${found}`));
    assert.deepEqual(wrong, []);
  });

  test('in every other sentence of the server', () =>
    none(spoken, /./, ({ text }) => frenchLiterals(text).flatMap(misprints)));
});

/** No file of those whose path matches has a finding. */
function none(among: readonly SourceFile[], where: RegExp, find: (file: SourceFile) => readonly string[]): void {
  const looked = among.filter(({ path }) => where.test(path));
  assert.ok(looked.length > 0, 'nothing was looked at');
  assert.deepEqual(
    looked.flatMap((file) => find(file).map((finding) => `${file.path}: ${finding}`)),
    [],
  );
}

function isDoor(to: string): boolean {
  return /^modules\/[^/]+\/module\.ts$/.test(to);
}

function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function add(edges: Map<string, Set<string>>, from: string, to: string): void {
  edges.set(from, (edges.get(from) ?? new Set()).add(to));
}

/** Every way that leads back to where it began. */
function circles(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const walk = (way: readonly string[]): string[] =>
    [...(edges.get(way.at(-1) ?? '') ?? [])].flatMap((next) => {
      if (next === way[0]) return [[...way, next].join(' → ')];
      return way.includes(next) ? [] : walk([...way, next]);
    });
  return [...edges.keys()].flatMap((start) => walk([start]));
}

/** What is written in French between quotes: accents, apostrophes of print or guillemets give it away. */
function frenchLiterals(text: string): string[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const literals = withoutComments.match(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g) ?? [];
  return literals
    .map((literal) => unescaped(literal.slice(1, -1)))
    .filter((literal) => /[éèêàùçîôœ«]|\b[ldnsjc]’\p{L}/iu.test(literal) && / /.test(literal));
}

/** `\u00A0` in a source is that space. */
function unescaped(literal: string): string {
  return literal.replace(/\\u([0-9a-f]{4})/gi, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** Ordinary spaces where French wants ones that do not break, and the apostrophe of typewriters. */
function misprints(sentence: string): string[] {
  const words = sentence.replace(/`[^`]*`|\$\{[^}]*\}|\w+:\/\/\S*/g, '');
  return /[ \u00a0][;!?]|[ \u00a0]:(?=\s|$)|\p{L}[;!?](?=\s|$)|«[^\u00a0\u202f]|[^\u00a0\u202f]»|\p{L}'\p{L}/u.test(
    words,
  )
    ? [sentence]
    : [];
}
