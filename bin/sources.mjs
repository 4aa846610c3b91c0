import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './say.mjs';

const LEFT_OUT = new Set(['dist', 'node_modules']);

/** One hash of all that lies in these files and folders of the project, its tests aside, and of what is installed. */
export function hashOfSources(places) {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  for (const place of places)
    for (const path of filesIn(place)) hash.update(`\0${path}\0`).update(readFileSync(join(ROOT, path)));
  return hash.digest('hex');
}

/** Whether this was built from these very sources. */
export function isBuiltFrom(stamp, sources) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
}

function filesIn(place) {
  if (/\.[a-z]+$/.test(place)) return [place];
  return readdirSync(join(ROOT, place), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${place}/${entry.name}`;
      if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : filesIn(path);
      return entry.name.startsWith('.') || /\.test\.tsx?$/.test(entry.name) ? [] : [path];
    });
}
