import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, ROOT } from './say.mjs';

/** The Node that npm installs on this machine, or null where it offers none. */
export function nodeOfProject() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const ending = `${system}-${process.arch}`;
  const name = Object.keys(optionalDependencies).find((one) => one.startsWith('node-') && one.endsWith(ending));
  if (name === undefined) return null;
  const path = join(ROOT, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return { path, version: optionalDependencies[name] };
}

/** The path of a Node recent enough to run Staka: this very one, or the one installed with the project. */
export function findNode() {
  if (isRecent(process.versions.node)) return process.execPath;
  const ours = nodeOfProject();
  if (ours !== null && existsSync(ours.path)) {
    const { stdout, error } = spawnSync(ours.path, ['--version'], { encoding: 'utf8' });
    if (error === undefined && isRecent((stdout ?? '').trim().slice(1))) return ours.path;
  }
  const machine = `${process.platform}-${process.arch}`;
  throw new Failure({
    fr: `Staka a besoin de Node 26, que npm n’a pas pu installer ici (${machine}) : installez-le, puis recommencez.`,
    en: `Staka needs Node 26, which npm could not install here (${machine}): install it, then try again.`,
  });
}

export function isRecent(version) {
  return Number(version.split('.')[0]) >= 26;
}
