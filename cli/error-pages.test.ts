import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { test } from 'node:test';
import { modules } from '#app';
import { errorCatalogue } from '#platform/http/errors.ts';
import { errorPages } from './error-pages.ts';

for (const { path, content } of errorPages()) {
  test(`${relative(process.cwd(), path)} says what the code does (else: npm run errors:document)`, () => {
    assert.equal(readFileSync(path, 'utf8'), content);
  });

  test(`${relative(process.cwd(), path)} explains every code that there is`, () => {
    const explained = [...content.matchAll(/^### (\w+)$/gm)].map(([, code]) => code);
    assert.deepEqual(explained.sort(), [...errorCatalogue().keys()].sort());
  });
}

test('every code that a route names is in the catalogue', () => {
  const named = modules.flatMap(({ routes = [] }) => routes.flatMap(({ contract }) => contract.errors ?? []));
  assert.deepEqual(
    [...new Set(named)].filter((code) => !errorCatalogue().has(code)),
    [],
  );
});
