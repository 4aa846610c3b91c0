import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { migrate } from '#ops/migrate/migrate.ts';
import { findPort } from '#platform/boot/find-port.ts';
import { childEnvironment } from '#platform/config/env.ts';
import { PROJECT_ROOT } from '#platform/config/variables.ts';
import { openDatabase } from '#platform/db/db.ts';
import { createFolderStorage } from '#platform/storage/folder-storage.ts';
import { seed } from '#prisma/seed.ts';

/** What is installed, made or one's own: by its place, or by its name wherever it is. */
const LEFT_OUT = new Set(['data', '.env', 'bench/results']);
const MADE = new Set(['node_modules', '.git', 'dist', 'generated']);
const NODE = 'node_modules/.bin/node';

/** Why nothing can be deployed on this machine; false where it can. */
export const WITHOUT_GIT = spawnSync('git', ['--version']).status === 0 ? false : 'git is not installed';

/** A clone of this very tree with its remote, its data and a server that runs: what `bin/staka deploy` is for. */
export interface Installed extends Disposable {
  readonly root: string;
  readonly dataDir: string;
  readonly url: string;
  readonly databaseUrl: string;
  /** Changes files of the repository, by their paths, and pushes that; a function is given what the file was. */
  readonly publish: (files: Readonly<Record<string, string | ((before: string) => string)>>) => string;
  /** Runs `bin/staka` to its end; what it printed, and its exit code. */
  readonly staka: (...args: readonly string[]) => Promise<{ code: number | null; said: string }>;
  /** Begins it, and may be killed. */
  readonly begin: (...args: readonly string[]) => ChildProcess;
  readonly git: (...args: readonly string[]) => string;
}

/** What all installations of one test file begin as, made once. */
export class Mould implements Disposable {
  readonly folder = join(tmpdir(), `staka-deploy-${process.pid}`);
  readonly #source = join(this.folder, 'mould', 'app');

  /** Copies the tree as it is, commits it, installs and builds it, and fills a database. */
  async cast(): Promise<this> {
    const source = this.#source;
    this[Symbol.dispose]();
    mkdirSync(this.folder, { mode: 0o700 });
    cpSync(PROJECT_ROOT, source, { recursive: true, filter: isOfTheTree });
    run('git', ['init', '--quiet', '--initial-branch=main', source]);
    commit(source, 'As it is.');
    run('git', ['-C', source, 'repack', '-a', '-d', '--quiet']);
    installPackages(source);
    pretendToBeBuilt(source);
    run(process.execPath, ['bin/build-server.mjs'], source);
    // What is compiled once need not be by each: its places are relative, and every clone lies as deep.
    run(join(source, 'bin', 'staka'), ['doctor', '--json'], source, QUICK, [0, 1]);
    await fillData(join(this.folder, 'data'));
    writeFileSync(join(this.folder, 'npm-cli.js'), BROKEN_NPM);
    return this;
  }

  async install(name: string): Promise<Installed> {
    const folder = join(this.folder, name);
    const [root, remote, work] = ['app', 'remote.git', 'work'].map((part) => join(folder, part)) as [
      string,
      string,
      string,
    ];
    const source = this.#source;
    run('git', ['clone', '--quiet', '--bare', source, remote]);
    for (const place of [root, work]) run('git', ['clone', '--quiet', remote, place]);
    installPackages(root);
    for (const built of ['dist', 'web/dist', 'node_modules/.cache'])
      cpSync(join(source, built), join(root, built), { recursive: true });
    cpSync(join(this.folder, 'data'), join(folder, 'data'), { recursive: true });
    const port = await findPort('127.0.0.1', 0);
    writeScripts(folder, root, port);
    return installed({ mould: this.folder, folder, root, work, port });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function isOfTheTree(path: string): boolean {
  return !LEFT_OUT.has(relative(PROJECT_ROOT, path)) && !MADE.has(basename(path));
}

interface Places {
  readonly mould: string;
  readonly folder: string;
  readonly root: string;
  readonly work: string;
  readonly port: number;
}

function installed({ mould, folder, root, work, port }: Places): Installed {
  const dataDir = join(folder, 'data');
  // The real npm never runs here: it would find the packages of this tree behind the links.
  const env = childEnvironment({ ...QUICK, LANG: 'en_GB.UTF-8', npm_execpath: join(mould, 'npm-cli.js') });
  const begin = (...args: readonly string[]) => spawn(join(root, 'bin', 'staka'), args, { cwd: folder, env });
  run(join(folder, 'restart.sh'), []);
  return {
    root,
    dataDir,
    url: `http://127.0.0.1:${port}`,
    databaseUrl: `file:${join(dataDir, 'staka.db')}`,
    publish: (files) => publish(work, files),
    begin,
    staka: (...args) => heard(begin(...args)),
    git: (...args) => run('git', ['-C', root, ...args]).trim(),
    [Symbol.dispose]: () => void spawnSync(join(folder, 'stop.sh')),
  };
}

function heard(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

/** Stopped when it has ended, and started in the background, as a service manager does. */
function writeScripts(folder: string, root: string, port: number): void {
  const [stop, restart, pid] = ['stop.sh', 'restart.sh', 'pid'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const ending = `kill "$pid" 2>/dev/null; while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done`;
  writeFileSync(stop, `#!/bin/sh\npid=$(cat ${pid} 2>/dev/null) || exit 0\n${ending}\n`, { mode: 0o755 });
  const start = `cd ${root}\nsetsid ${NODE} dist/server.mjs >>${folder}/server.log 2>&1 &\necho $! >${pid}\n`;
  writeFileSync(restart, `#!/bin/sh\n${stop}\n${start}`, { mode: 0o755 });
  const variables = {
    NODE_ENV: 'production',
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: join(folder, 'data'),
    DEPLOY_RESTART: restart,
    DEPLOY_STOP: stop,
    DEPLOY_WAIT_SECONDS: 20,
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(root, '.env'), lines.join(''), { mode: 0o600 });
}

/** Each package a link of its own in a folder of its own: what is installed in it changes nothing elsewhere. */
function installPackages(root: string): void {
  const from = join(PROJECT_ROOT, 'node_modules');
  const to = join(root, 'node_modules');
  mkdirSync(join(to, '.bin'), { recursive: true });
  for (const name of readdirSync(from).filter((entry) => !entry.startsWith('.')))
    symlinkSync(join(from, name), join(to, name));
  symlinkSync(process.execPath, join(root, NODE));
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = { lock, machine: `${process.platform}-${process.arch}`, development: true };
  writeFileSync(join(to, '.staka-installed.json'), JSON.stringify(stamp));
}

/** The web application takes longer to build than all the rest; no deployment of the tests changes it. */
function pretendToBeBuilt(root: string): void {
  mkdirSync(join(root, 'web/dist'), { recursive: true });
  writeFileSync(join(root, 'web/dist/index.html'), '<!doctype html><title>Staka</title>');
  const stamp = `import { hashOfSources } from './bin/sources.mjs'; process.stdout.write(hashOfSources(['web']));`;
  const hash = run(process.execPath, ['--input-type=module', '--eval', stamp], root);
  writeFileSync(join(root, 'web/dist/.staka-built'), hash);
}

async function fillData(dataDir: string): Promise<void> {
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  const url = `file:${join(dataDir, 'staka.db')}`;
  await migrate({ url });
  const db = await openDatabase({ url });
  const storage = await createFolderStorage(join(dataDir, 'files'));
  await seed({ db, storage, environment: 'development' }).finally(() => db.destroy());
}

/** What a network that fails leaves: half of the packages gone. */
const BROKEN_NPM = `require('node:fs').rmSync('node_modules/fastify', { force: true });
console.error('npm error network');
process.exit(1);
`;

function publish(work: string, files: Parameters<Installed['publish']>[0]): string {
  for (const [path, change] of Object.entries(files)) {
    const place = join(work, path);
    mkdirSync(join(place, '..'), { recursive: true });
    const text = typeof change === 'string' ? change : change(readFileSync(place, 'utf8'));
    writeFileSync(place, text);
  }
  commit(work, `Change ${Object.keys(files).join(', ')}.`);
  run('git', ['-C', work, 'push', '--quiet', 'origin', 'main']);
  return run('git', ['-C', work, 'rev-parse', 'HEAD']).trim();
}

function commit(tree: string, message: string): void {
  run('git', ['-C', tree, 'add', '--all']);
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  run('git', ['-C', tree, ...author, 'commit', '--quiet', '--message', message]);
}

const QUICK = { NODE_COMPILE_CACHE_PORTABLE: '1' };

function run(program: string, args: readonly string[], cwd?: string, environment = {}, accepted = [0]): string {
  const env = childEnvironment(environment);
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', env });
  if (status === null || !accepted.includes(status))
    throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}
