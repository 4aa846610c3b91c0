import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ANOTHER_PAGE, ARRIVALS } from './build/first-load.ts';

type Chunk = { file: string; imports?: string[] };
type Manifest = Record<string, Chunk>;

const BUDGET_KB = 150;
const dist = join(import.meta.dirname, 'dist');
const isBuilt = existsSync(join(dist, '.vite/manifest.json'));

/** What the browser fetches before the first page behind the door is there: what the page asks for, words, and the page itself. */
for (const page of [...ARRIVALS, ANOTHER_PAGE]) {
  test(`the first load of /app with ${page} stays under ${BUDGET_KB} kB`, {
    skip: !isBuilt && 'not built',
  }, async (t) => {
    const manifest: Manifest = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8'));
    const fetched = ['i18n/fr.ts', page].flatMap((name) => closure(name, manifest));
    const files = [...new Set([...(await scriptsOfPage()), ...fetched])];
    const sizes = await Promise.all(files.map(compressedSize));
    const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
    const report = files.map((file, index) => `${((sizes[index] ?? 0) / 1000).toFixed(1)} ${file}`).join('\n');
    t.diagnostic(`${kilobytes.toFixed(1)} kB in ${files.length} files`);
    assert.ok(kilobytes <= BUDGET_KB, `${kilobytes.toFixed(1)} kB of JavaScript:\n${report}`);
  });
}

async function scriptsOfPage(): Promise<string[]> {
  const html = await readFile(join(dist, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, file = '']) => file);
}

function closure(name: string, manifest: Manifest, seen = new Set<string>()): string[] {
  const chunk = manifest[name];
  assert.ok(chunk, `${name} is not in the build`);
  if (seen.has(name)) return [];
  seen.add(name);
  return [chunk.file, ...(chunk.imports ?? []).flatMap((imported) => closure(imported, manifest, seen))];
}

async function compressedSize(file: string): Promise<number> {
  return gzipSync(await readFile(join(dist, file)), { level: 9 }).length;
}
