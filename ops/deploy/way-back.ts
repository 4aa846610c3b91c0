import { clearDatabase } from '#ops/backup/clear-database.ts';
import { databaseName } from '#ops/backup/database-name.ts';
import type { TableSummary } from '#ops/backup/format.ts';
import { verifyBackup } from '#ops/backup/verify-backup.ts';
import { withSession } from '#ops/migrate/session.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { type Deployment, directUrl, staka } from './deployment.ts';
import { deployErrors } from './errors.ts';
import { backUpRows, isFenced, migrationHistory, openAgain } from './fence.ts';
import { checkOut, nameOf } from './git.ts';
import { putBackKept } from './keep.ts';
import { keepPresent, putBackPresent } from './present.ts';
import { restartCommand, restartServer, stopServer } from './restart.ts';
import type { Step } from './steps.ts';
import { awaitServer, expectedServer, visitPages } from './verify.ts';

type BackStep = Omit<Step, 'plan'>;

/**
 * From whatever step a deployment stopped at to what was there before it. Each may be done twice. The database is
 * emptied by the new code, which knows what its migrations made, and filled by the old one, which is what runs then.
 */
export const WAY_BACK: readonly BackStep[] = [
  { name: 'back-clear', title: { fr: 'Retour : base', en: 'Back: database' }, run: clear },
  {
    name: 'back-code',
    title: { fr: 'Retour : code', en: 'Back: code' },
    run: async (deployment) => {
      await checkOut(deployment, deployment.state.from);
      await putBackKept(deployment);
      const name = await nameOf(deployment, deployment.state.from.commit);
      return { fr: name, en: name };
    },
  },
  { name: 'back-rows', title: { fr: 'Retour : lignes', en: 'Back: rows' }, run: putBackRows },
  {
    name: 'back-restart',
    title: { fr: 'Retour : redémarrage', en: 'Back: restart' },
    run: async (deployment) => {
      await deployment.remember({ restartedAt: new Date().toISOString() });
      await restartServer(deployment);
      return { fr: restartCommand(deployment.config), en: restartCommand(deployment.config) };
    },
  },
  {
    name: 'back-verify',
    title: { fr: 'Retour : vérification', en: 'Back: verification' },
    run: async (deployment) => {
      const expected = expectedServer(deployment, deployment.state.from.commit);
      const told = [await awaitServer(expected), ...(await visitPages(expected.url, deployment.state.secret))].join(
        ', ',
      );
      return { fr: told, en: told };
    },
  },
  {
    name: 'back-open',
    title: { fr: 'Retour : fin de la maintenance', en: 'Back: maintenance off' },
    run: async (deployment) => {
      await openAgain(deployment);
      return { fr: 'les demandes sont servies', en: 'requests are answered' };
    },
  },
];

const UNTOUCHED: Bilingual = { fr: 'les migrations ne l’ont pas touchée', en: 'the migrations have not touched it' };

/**
 * Empties a database that the migrations have touched, after a backup of what they made of it.
 * @throws DEPLOY_NOT_FENCED where people may have written since
 */
async function clear(deployment: Deployment): Promise<Bilingual> {
  const { fenced, history, cleared } = deployment.state;
  if (fenced === null) return UNTOUCHED;
  if (!cleared && (await migrationHistory(deployment)) === history) return UNTOUCHED;
  const { tables, summary } = await verifyBackup({ path: fenced, keys: deployment.secrets.backupKeys });
  const written = cleared ? null : await backUpFailed(deployment, fenced, summary.tables);
  const names = tables.map(({ name }) => name);
  if (!cleared) await keepPresent(deployment);
  await deployment.remember({ cleared: true });
  await withSession({ url: directUrl(deployment) }, ({ db, exclusively }) =>
    exclusively(() => clearDatabase(db, names)),
  );
  return written ?? { fr: 'vidée', en: 'emptied' };
}

/** What is there now, with what was written since: a webhook that the new server took in, an effect it carried out. */
async function backUpFailed(
  deployment: Deployment,
  fenced: string,
  before: readonly TableSummary[],
): Promise<Bilingual> {
  if (!(await isFenced(deployment))) throw deployErrors.DEPLOY_NOT_FENCED({ backup: fenced });
  await stopServer(deployment);
  const { path, manifest } = await backUpRows(deployment, 'failed');
  const others = before.filter(({ name }) => name !== 'operation_runs');
  const more = others.flatMap(({ name, rows }) => {
    const now = manifest.summary.tables.find((table) => table.name === name)?.rows ?? rows;
    return now > rows ? [`${name} +${now - rows}`] : [];
  });
  const written = more.length === 0 ? '–' : more.join(', ');
  return {
    fr: `vidée ; ce qu’elle était est dans ${path}, lignes écrites depuis les migrations : ${written}`,
    en: `emptied; what it was is in ${path}, rows written since the migrations: ${written}`,
  };
}

async function putBackRows(deployment: Deployment): Promise<Bilingual> {
  const { fenced, cleared } = deployment.state;
  if (!cleared || fenced === null) return UNTOUCHED;
  await staka(deployment, ['restore', fenced, `--confirm=${databaseName(directUrl(deployment))}`, '--force', '--json']);
  await putBackPresent(deployment);
  await deployment.remember({ cleared: false, fenced: null });
  return { fr: 'telles qu’avant les migrations', en: 'as they were before the migrations' };
}
