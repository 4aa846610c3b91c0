// npm writes down only the optional packages of the machine it runs on (https://github.com/npm/cli/issues/4828), and
// `npm ci` then fails on the others. This names the missing ones, by the version their parent asks for; run it after
// every `npm install`. A registry that knows them adds their hashes at the next install on such a machine.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './say.mjs';

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'win32', 'openharmony'];
const PROCESSORS = ['arm64', 'x64', 'arm', 'ia32', 'wasm32'];
const PATH = join(ROOT, 'package-lock.json');

const lock = JSON.parse(readFileSync(PATH, 'utf8'));
const missing = Object.entries(lock.packages).flatMap(([parent, entry]) => missingUnder(parent, entry));
for (const [place, entry] of missing) lock.packages[place] = entry;
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`);
console.log(
  missing.length === 0 ? 'package-lock.json is complete.' : `Added ${missing.length} packages of other machines.`,
);

function missingUnder(parent, { optionalDependencies = {}, dev }) {
  return Object.entries(optionalDependencies)
    .filter(([name]) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${parent}/node_modules/${name}`])
    .map(([name, version]) => [
      `node_modules/${name}`,
      { version, ...machineOf(name), ...(dev ? { dev } : {}), optional: true },
    ]);
}

function machineOf(name) {
  const words = name.split('/').at(-1).split('-');
  const cpu = words.filter((word) => PROCESSORS.includes(word)).slice(0, 1);
  const os = words.filter((word) => SYSTEMS.includes(word)).slice(0, 1);
  const libc = words.includes('musl') ? ['musl'] : words.some((word) => word.startsWith('gnu')) ? ['glibc'] : undefined;
  return { cpu, ...(os.length > 0 ? { os } : {}), ...(libc ? { libc } : {}) };
}
