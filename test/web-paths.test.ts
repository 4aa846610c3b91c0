import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { APPLICATION_PATHS } from '#platform/http/web.ts';

const MODULES = join(import.meta.dirname, '..', 'web/modules');
/** `/` leads on before it is shown. */
const isElsewhere = (path: string) => path === '/' || path.startsWith('/app/');

test('the server answers every address that the application has beside /app, as links in letters lead there', () => {
  const sources = globSync('*/routes.ts', { cwd: MODULES }).map((file) => readFileSync(join(MODULES, file), 'utf8'));
  const paths = sources.flatMap((source) =>
    [...source.matchAll(/rootRoute,\s+path: '([^']+)'/g)].map(([, path = '']) => path),
  );
  assert.ok(paths.includes('/login') && paths.includes('/accord'), paths.join());
  const unanswered = paths.filter((path) => !APPLICATION_PATHS.includes(path) && !isElsewhere(path));
  assert.deepEqual(unanswered, []);
});
