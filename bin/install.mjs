import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { findNode, isRecent, nodeOfProject } from './node.mjs';
import { Failure, ROOT, say } from './say.mjs';

const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.staka-installed.json');
const LEAST_FREE_BYTES = 64 * 1024 * 1024;
const OPTIONS = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Installs what package-lock.json says, unless it is there. What only development needs (tests, lint, Prisma) is
 * left out until it is asked for, and is kept from then on.
 */
export function installIfChanged({ development }) {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  const installed = readStamp();
  const machine = `${process.platform}-${process.arch}`;
  const same = installed !== null && installed.lock === lock && installed.machine === machine;
  if (same && (installed.development || !development)) return;
  const all = development || installed?.development === true || existsSync(join(MODULES, 'typescript'));
  say({
    fr: 'Installation de ce dont Staka a besoin : une minute ou deux la première fois…',
    en: 'Installing what Staka needs: a minute or two the first time…',
  });
  const started = Date.now();
  const fresh =
    !existsSync(join(MODULES, '.package-lock.json')) || (installed !== null && installed.machine !== machine);
  npm(process.execPath, [
    fresh ? 'ci' : 'install',
    ...(fresh ? [] : ['--no-save']),
    all ? '--include=dev' : '--omit=dev',
  ]);
  // An older Node makes npm leave out, without a word, what only runs on a newer one: Node 26 fetches the rest.
  if (!isRecent(process.versions.node)) npm(findNode(), ['install', '--no-save', all ? '--include=dev' : '--omit=dev']);
  linkNode();
  writeFileSync(STAMP, JSON.stringify({ lock, machine, development: all }));
  const seconds = Math.round((Date.now() - started) / 1000);
  say({ fr: `Installation terminée en ${seconds} s.`, en: `Installed in ${seconds} s.` });
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return null;
  }
}

function npm(node, args) {
  const { status } = spawnSync(node, [findNpm(), ...args, ...OPTIONS], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: '' },
  });
  if (status === 0) return;
  if (freeBytes() < LEAST_FREE_BYTES)
    throw new Failure({
      fr: 'Le disque est plein : l’installation n’a pas pu se terminer.',
      en: 'The disk is full: the installation could not be finished.',
    });
  throw new Failure({
    fr: 'L’installation a échoué : npm en donne la raison ci-dessus. Corrigez-la, puis recommencez.',
    en: 'The installation failed: npm gives the reason above. Put it right, then try again.',
  });
}

/** Some versions of npm lose this link when they install a second time, and npm scripts then run under the older Node. */
function linkNode() {
  const ours = nodeOfProject();
  const link = join(MODULES, '.bin', 'node');
  if (ours === null || process.platform === 'win32' || existsSync(link) || !existsSync(ours.path)) return;
  symlinkSync(relative(dirname(link), ours.path), link);
}

/** The npm that runs us, else the one on PATH: in both cases a JavaScript file, for the Node of our choice. */
function findNpm() {
  const running = process.env.npm_execpath;
  if (running !== undefined && /npm-cli\.c?js$/.test(running)) return running;
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), dirname(process.execPath)])
    for (const candidate of [join(folder, 'npm'), join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')])
      if (existsSync(candidate) && /npm-cli\.c?js$/.test(realpathSync(candidate))) return realpathSync(candidate);
  throw new Failure({ fr: 'npm est introuvable : installez-le.', en: 'npm cannot be found: install it.' });
}

function freeBytes() {
  if (statfsSync === undefined) return Number.POSITIVE_INFINITY;
  const { bavail, bsize } = statfsSync(ROOT);
  return bavail * bsize;
}
