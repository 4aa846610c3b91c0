import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { databaseName } from '#ops/backup/database-name.ts';
import { migrationErrors } from '#ops/migrate/errors.ts';
import { type ForecastMigration, forecast, lossesOf } from '#ops/migrate/forecast/forecast.ts';
import { migrationStatus } from '#ops/migrate/status.ts';
import { run } from './command.ts';
import { deployFolder, type Installation } from './deployment.ts';
import { deployErrors } from './errors.ts';
import { git } from './git.ts';

/** What migrations destroy was read, and is meant: of the database of that name, and no other. */
export interface AcceptedLoss {
  readonly acceptDataLoss: boolean;
  readonly confirm: string | null;
}

/**
 * What the migrations of a commit would do to this database, before anything of that commit is checked out.
 * @throws DEPLOY_DATABASE_NEWER, MIGRATION_DESTROYS unless the losses are accepted and the database named, MIGRATION_EDITED
 */
export async function forecastCommit(
  installation: Installation,
  commit: string,
  accepted: AcceptedLoss,
): Promise<ForecastMigration[]> {
  const { databaseUrl: url, directUrl } = installation.secrets;
  const place = join(deployFolder(installation), 'migrations');
  try {
    const folder = await unpack(installation, commit, place);
    const states = await migrationStatus({ url, directUrl, folder });
    const names = states.filter(({ state }) => state === 'unknown').map(({ name }) => name);
    if (names.length > 0)
      throw deployErrors.DEPLOY_DATABASE_NEWER({ commit: commit.slice(0, 7), names: names.join(', ') });
    const plan = await forecast({ url, directUrl, folder });
    if (!accepted.acceptDataLoss || accepted.confirm !== databaseName(directUrl ?? url)) refuseLosses(plan);
    return plan;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** The migrations of that commit, in a folder of their own. */
async function unpack(installation: Installation, commit: string, place: string): Promise<URL> {
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  const archive = join(place, 'migrations.tar');
  await git(installation, 'archive', '--format=tar', '--output', archive, commit, 'prisma/migrations');
  await run('tar', ['-xf', archive, '-C', place], { cwd: installation.root, folder: deployFolder(installation) });
  return pathToFileURL(`${join(place, 'prisma', 'migrations')}/`);
}

/** @throws MIGRATION_DESTROYS */
function refuseLosses(plan: readonly ForecastMigration[]): void {
  const losses = lossesOf(plan);
  if (losses.length === 0) return;
  const join = (language: 'fr' | 'en', mark: string) => losses.map((loss) => loss[language]).join(mark);
  throw migrationErrors.MIGRATION_DESTROYS({ losses: { fr: join('fr', ' ; '), en: join('en', '; ') } });
}
