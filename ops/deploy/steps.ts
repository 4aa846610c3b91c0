import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { databaseName } from '#ops/backup/database-name.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { type Deployment, directUrl, node, staka } from './deployment.ts';
import { backUpRows, fence, migrationHistory, openAgain } from './fence.ts';
import { checkOut, fileAt, nameOf } from './git.ts';
import { isInstalled, keepBuilt, keepModules } from './keep.ts';
import { refuseLogErrors } from './log-errors.ts';
import { restartCommand, restartServer, stopCommand, stopServer } from './restart.ts';
import { awaitServer, expectedServer, refuseNewReds, visitPages } from './verify.ts';

/** One line of the checklist. Each may be done twice: a deployment that was killed begins anew with the one it was in. */
export interface Step {
  readonly name: string;
  readonly title: Bilingual;
  /** What it would do. */
  readonly plan: (deployment: Deployment) => Promise<Bilingual>;
  /** What it did. */
  readonly run: (deployment: Deployment) => Promise<Bilingual>;
}

/** How long the log is watched after the first answers. */
const LOG_SETTLES_MS = 1_000;
const DRIFTED = 3;

/**
 * What comes after the preflight: seed 003's steps, in its order, but for two. The backup comes before everything, as
 * its checklist has it; and what can fail without touching the data, the build, comes before the migrations.
 */
export const STEPS: readonly Step[] = [
  {
    name: 'backup',
    title: { fr: 'Sauvegarde', en: 'Backup' },
    plan: async ({ config }) => inBoth(`bin/staka backup → ${join(config.dataDir, 'backups')}`),
    run: backUp,
  },
  {
    name: 'maintenance',
    title: { fr: 'Mise en maintenance', en: 'Maintenance on' },
    plan: async () => ({ fr: '503 et Retry-After pour tous', en: '503 and Retry-After for everybody' }),
    run: async (deployment) => {
      await fence(deployment);
      return { fr: 'les demandes reçoivent 503', en: 'requests get 503' };
    },
  },
  {
    name: 'code',
    title: { fr: 'Code', en: 'Code' },
    plan: async (deployment) => inBoth(`git checkout ${await nameOf(deployment, deployment.state.to)}`),
    run: async (deployment) => {
      await checkOut(deployment, { commit: deployment.state.to, branch: null });
      return inBoth(await nameOf(deployment, deployment.state.to));
    },
  },
  { name: 'dependencies', title: { fr: 'Dépendances', en: 'Dependencies' }, plan: planInstall, run: install },
  {
    name: 'build',
    title: { fr: 'Construction', en: 'Build' },
    plan: async () => ({
      fr: 'l’application web et le serveur, s’ils ont changé',
      en: 'the web application and the server, if they changed',
    }),
    run: async (deployment) => {
      if (!deployment.state.kept.built) await keepBuilt(deployment);
      await node(deployment, ['bin/bootstrap.mjs', 'build']);
      return { fr: 'l’application web et le serveur', en: 'the web application and the server' };
    },
  },
  { name: 'migrate', title: { fr: 'Migrations', en: 'Migrations' }, plan: planMigrations, run: migrate },
  {
    name: 'caches',
    title: { fr: 'Caches et configuration', en: 'Caches and configuration' },
    plan: async () => ({
      fr: 'caches de compilation vidés, configuration lue par le nouveau code',
      en: 'caches of compilation emptied, configuration read by the new code',
    }),
    run: async (deployment) => {
      await rm(join(deployment.root, 'node_modules', '.cache', 'staka'), { recursive: true, force: true });
      await staka(deployment, ['config', '--json']);
      return { fr: 'vidés ; la configuration est acceptée', en: 'emptied; the configuration is accepted' };
    },
  },
  {
    name: 'restart',
    title: { fr: 'Redémarrage', en: 'Restart' },
    plan: async ({ config }) => inBoth(restartCommand(config)),
    run: async (deployment) => {
      await deployment.remember({ restartedAt: new Date().toISOString() });
      await restartServer(deployment);
      return inBoth(restartCommand(deployment.config));
    },
  },
  {
    name: 'verify',
    title: { fr: 'Vérification', en: 'Verification' },
    plan: async () => ({
      fr: '/health, le commit qui tourne, les pages, la connexion, staka doctor',
      en: '/health, the commit that runs, the pages, signing in, staka doctor',
    }),
    run: verify,
  },
  {
    name: 'logs',
    title: { fr: 'Journal', en: 'Log' },
    plan: async () => ({ fr: 'aucune erreur depuis le redémarrage', en: 'no error since the restart' }),
    run: async ({ config, state }) => {
      await wait(LOG_SETTLES_MS);
      await refuseLogErrors(join(config.dataDir, 'logs'), new Date(state.restartedAt ?? 0));
      return { fr: 'aucune erreur depuis le redémarrage', en: 'no error since the restart' };
    },
  },
  {
    name: 'open',
    title: { fr: 'Fin de la maintenance', en: 'Maintenance off' },
    plan: async () => inBoth('bin/staka maintenance off'),
    run: async (deployment) => {
      await openAgain(deployment);
      return { fr: 'les demandes sont servies', en: 'requests are answered' };
    },
  },
];

async function backUp(deployment: Deployment): Promise<Bilingual> {
  const { stdout } = await staka(deployment, ['backup', '--json']);
  // As cli/backup.ts prints it.
  const { path, rows, files } = JSON.parse(stdout) as { path: string; rows: number; files: number };
  await deployment.remember({ backup: path });
  return { fr: `${rows} lignes, ${files} fichiers : ${path}`, en: `${rows} rows, ${files} files: ${path}` };
}

async function lockOf(deployment: Deployment): Promise<string> {
  return (await fileAt(deployment, deployment.state.to, 'package-lock.json')) ?? '';
}

const UNCHANGED: Bilingual = { fr: 'inchangées', en: 'unchanged' };

async function planInstall(deployment: Deployment): Promise<Bilingual> {
  return (await isInstalled(deployment, await lockOf(deployment))) ? UNCHANGED : inBoth('npm ci');
}

async function install(deployment: Deployment): Promise<Bilingual> {
  if (await isInstalled(deployment, await lockOf(deployment))) return UNCHANGED;
  if (!deployment.state.kept.modules) await keepModules(deployment);
  await node(deployment, ['bin/bootstrap.mjs', 'install']);
  return { fr: 'installées selon package-lock.json', en: 'installed as package-lock.json says' };
}

async function planMigrations({ state, config }: Deployment): Promise<Bilingual> {
  if (state.migrations.length === 0) return NONE;
  const stop = stopCommand(config) ?? '';
  return {
    fr: `${stop}, sauvegarde des lignes, puis ${state.migrations.join(', ')}`,
    en: `${stop}, backup of the rows, then ${state.migrations.join(', ')}`,
  };
}

const NONE: Bilingual = { fr: 'aucune', en: 'none' };

/**
 * Nobody writes from the backup of the rows until the new server answers: the server is stopped, since even in
 * maintenance it takes in webhooks and carries out effects. So that backup can be put back, and nothing is lost.
 */
async function migrate(deployment: Deployment): Promise<Bilingual> {
  const { migrations, acceptDataLoss } = deployment.state;
  if (migrations.length === 0) return NONE;
  await stopServer(deployment);
  if (deployment.state.fenced === null) {
    const history = await migrationHistory(deployment);
    const { path } = await backUpRows(deployment, 'rows');
    await deployment.remember({ fenced: path, history });
  }
  const options = [
    '--force',
    '--json',
    ...(acceptDataLoss ? ['--accept-data-loss', `--confirm=${databaseName(directUrl(deployment))}`] : []),
  ];
  await staka(deployment, ['migrate', ...options], [0, DRIFTED]);
  return inBoth(migrations.join(', '));
}

async function verify(deployment: Deployment): Promise<Bilingual> {
  const expected = expectedServer(deployment, deployment.state.to);
  const info = await awaitServer(expected);
  const visited = await visitPages(expected.url, deployment.state.secret);
  await refuseNewReds(deployment, deployment.state.redBefore);
  const told = [info, ...visited].join(', ');
  return { fr: `${told}, doctor : rien de nouveau`, en: `${told}, doctor: nothing new` };
}

function inBoth(text: string): Bilingual {
  return { fr: text, en: text };
}
