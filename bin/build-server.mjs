import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, ROOT, say } from './say.mjs';
import { hashOfSources, isBuiltFrom } from './sources.mjs';

const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.staka-built');
const SOURCES = [
  'bin/bundle-server.mjs',
  'package.json',
  'server.ts',
  'app.ts',
  'platform',
  'modules',
  'ops',
  'prisma',
  'cli',
];

/** Builds `dist/server.mjs`, unless it was built from these very sources. */
export function buildServerIfChanged(node) {
  const sources = hashOfSources(SOURCES);
  if (isBuiltFrom(STAMP, sources)) return;
  say({ fr: 'Construction du serveur…', en: 'Building the server…' });
  const { status } = spawnSync(node, [join(ROOT, 'bin', 'bundle-server.mjs'), DIST], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0)
    throw new Failure({
      fr: 'Le serveur n’a pas pu être construit : la raison est ci-dessus.',
      en: 'The server could not be built: the reason is above.',
    });
  writeFileSync(STAMP, sources);
}

// Run by itself: node bin/build-server.mjs
if (process.argv[1] === fileURLToPath(import.meta.url)) buildServerIfChanged(process.execPath);
