import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBackup } from '#ops/backup/create-backup.ts';
import { databaseName } from '#ops/backup/database-name.ts';
import { findPort } from '#platform/boot/find-port.ts';
import { childEnvironment } from '#platform/config/env.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { run } from './command.ts';
import { deployFolder, directUrl, type Installation } from './deployment.ts';
import { findReds, isDependedOn, newReds } from './doctor.ts';
import { deployErrors } from './errors.ts';
import { readableKeys } from './fence.ts';
import { fileAt, git } from './git.ts';
import { isInstalled } from './keep.ts';
import { refuseLogErrors } from './log-errors.ts';
import type { DeployState } from './state.ts';
import { createTemporaryDatabase, dropTemporaryDatabase } from './temporary-database.ts';
import { awaitServer, visitPages } from './verify.ts';

const HOST = '127.0.0.1';
const DRIFTED = 3;

interface Stage {
  readonly installation: Installation;
  readonly state: DeployState;
  /** The new code, checked out beside. */
  readonly tree: string;
  readonly dataDir: string;
  /** All that the new code is given: nothing of what leads to the living data, or to people. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * All of a deployment on a copy: the new code in a folder of its own, a backup restored into a temporary database, its
 * migrations, its build, and a server on another port that is visited. Sends nothing to anybody. Leaves nothing behind.
 */
export async function stageDeployment(installation: Installation, state: DeployState): Promise<Bilingual> {
  const folder = join(deployFolder(installation), 'staging');
  await cleanUp(installation, folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const tree = await prepareTree(installation, state, join(folder, 'tree'));
    const stage = await prepareData({ installation, state, tree, folder });
    return await play(stage);
  } finally {
    await cleanUp(installation, folder);
  }
}

async function prepareTree(installation: Installation, { to }: DeployState, tree: string): Promise<string> {
  const { root } = installation;
  await git(installation, 'worktree', 'add', '--quiet', '--detach', tree, to);
  for (const built of ['dist', join('web', 'dist')])
    await cp(join(root, built), join(tree, built), { recursive: true }).catch(() => {});
  const isSame = await isInstalled(installation, (await fileAt(installation, to, 'package-lock.json')) ?? '');
  const options = { cwd: tree, folder: join(tree, '..', 'said'), environment: childEnvironment({}) };
  if (!isSame) {
    await run(process.execPath, ['bin/bootstrap.mjs', 'build'], options);
    return tree;
  }
  // The packages are read and never written: npm is not run here.
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const program of ['bin/build-web.mjs', 'bin/build-server.mjs']) await run(process.execPath, [program], options);
  return tree;
}

async function prepareData({
  installation,
  state,
  tree,
  folder,
}: Pick<Stage, 'installation' | 'state' | 'tree'> & { folder: string }): Promise<Stage> {
  const dataDir = join(folder, 'data');
  await mkdir(dataDir, { mode: 0o700 });
  const url = await createTemporaryDatabase(directUrl(installation), dataDir);
  await writeFile(join(folder, 'database'), url, { mode: 0o600 });
  const { config, secrets } = installation;
  const secretKey = await readFile(join(config.dataDir, 'secret.key'), 'utf8').catch(() => '');
  await writeFile(join(dataDir, 'secret.key'), secretKey, { mode: 0o600 });
  const environment = childEnvironment({
    NODE_ENV: config.environment,
    HOST,
    PORT: String(await findPort(HOST, 0)),
    DATA_DIR: dataDir,
    DATABASE_URL: url,
    DIRECT_URL: url,
    BACKUP_KEY: secrets.backupKeys.join(','),
    SECRET_KEY: secrets.installationKeys.join(','),
  });
  return { installation, state, tree, dataDir, environment };
}

async function play(stage: Stage): Promise<Bilingual> {
  const { installation, state, environment, dataDir } = stage;
  const { path } = await createBackup({
    url: directUrl(installation),
    folder: join(dataDir, 'backups'),
    filesFolder: join(installation.config.dataDir, 'files'),
    keys: readableKeys(installation),
  });
  const name = databaseName(environment.DATABASE_URL ?? '');
  // In the tree of the new code there is no .env: what is restored into can only be the temporary database.
  await stakaOf(stage, ['restore', path, `--confirm=${name}`, '--json']);
  await stakaOf(stage, ['migrate', '--force', '--json'], [0, DRIFTED]);
  await stakaOf(stage, ['maintenance', 'off']);
  const since = new Date();
  const server = await startServer(stage);
  try {
    const url = `http://${HOST}:${environment.PORT}`;
    const waitSeconds = installation.config.deployWaitSeconds;
    const info = await awaitServer({ url, commit: state.to, since, waitSeconds, metricsToken: null });
    const visited = await visitPages(url, null);
    await refuseReds(stage);
    await refuseLogErrors(join(dataDir, 'logs'), since);
    const told = [info, ...visited].join(', ');
    return { fr: `sur une copie des données : ${told}`, en: `on a copy of the data: ${told}` };
  } finally {
    await stop(server);
  }
}

function stakaOf({ tree, environment }: Stage, args: readonly string[], accepted: readonly number[] = [0]) {
  return run(join(tree, 'bin', 'staka'), args, { cwd: tree, folder: join(tree, '..', 'said'), environment, accepted });
}

/** Of what concerns the code and the data alone: the copy has no mail, and no other service. */
async function refuseReds(stage: Stage): Promise<void> {
  const { state, installation } = stage;
  const reds = await findReds({ ...installation, root: stage.tree }, (args, accepted) =>
    stakaOf(stage, args, accepted),
  );
  const names = newReds(state.redBefore, reds).filter((name) => isDependedOn(name) || /^(migrations|web)$/.test(name));
  if (names.length > 0) throw deployErrors.DEPLOY_NEW_REDS({ names: names.join(', ') });
}

async function startServer({ tree, environment }: Stage): Promise<ChildProcess> {
  const output = await open(join(tree, '..', 'server'), 'a', 0o600);
  const child = spawn(process.execPath, [join('dist', 'server.mjs')], {
    cwd: tree,
    env: { ...environment },
    stdio: ['ignore', output.fd, output.fd],
  });
  await output.close();
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Also what a rehearsal that was killed has left. */
async function cleanUp(installation: Installation, folder: string): Promise<void> {
  const temporary = await readFile(join(folder, 'database'), 'utf8').catch(() => null);
  if (temporary !== null) await dropTemporaryDatabase(directUrl(installation), temporary);
  // A link to the packages of this installation goes as a link.
  await rm(join(folder, 'tree', 'node_modules'), { force: true }).catch(() => {});
  await rm(folder, { recursive: true, force: true });
  await git(installation, 'worktree', 'prune');
}
