import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, ROOT, say } from './say.mjs';
import { hashOfSources, isBuiltFrom } from './sources.mjs';

const WEB = join(ROOT, 'web');
const STAMP = join(WEB, 'dist', '.staka-built');

/** Builds the web application, unless it was built from these very sources. */
export function buildWebIfChanged(node) {
  const sources = hashOfSources(['web']);
  if (isBuiltFrom(STAMP, sources)) return;
  say({ fr: 'Construction de l’application web…', en: 'Building the web application…' });
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  // The application empties the folder; the data browser is a document of its own beside it.
  const isBuilt = ['vite.config.ts', 'vite.config.studio.ts'].every((config) => {
    const args = ['build', WEB, '--config', join(WEB, config), '--logLevel', 'warn'];
    const { status } = spawnSync(node, [vite, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    return status === 0;
  });
  if (!isBuilt)
    throw new Failure({
      fr: 'L’application web n’a pas pu être construite : la raison est ci-dessus.',
      en: 'The web application could not be built: the reason is above.',
    });
  writeFileSync(STAMP, sources);
}

// Run by itself: node bin/build-web.mjs
if (process.argv[1] === fileURLToPath(import.meta.url)) buildWebIfChanged(process.execPath);
