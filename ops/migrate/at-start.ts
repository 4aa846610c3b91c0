import { join } from 'node:path';
import { backupFolder } from '#ops/backup/list-backups.ts';
import { BootFailure } from '#platform/boot/boot-failure.ts';
import type { Loaded } from '#platform/config/config.ts';
import type { Log } from '#platform/log.ts';
import { forecast, lossesOf } from './forecast/forecast.ts';
import { migrateSafely } from './safely.ts';

/**
 * Migrates a database of development as Staka starts: backed up first where it has rows, and not at all where values
 * would be lost, for that somebody must accept.
 *
 * @throws BootFailure, and whatever `migrateSafely` throws
 */
export async function migrateAtStart({
  config,
  secrets,
  log,
}: Pick<Loaded, 'config' | 'secrets'> & { log: Log }): Promise<void> {
  const database = { url: secrets.databaseUrl, directUrl: secrets.directUrl };
  const losses = lossesOf(await forecast(database));
  if (losses.length > 0) throw wouldLose(losses);
  await migrateSafely({
    ...database,
    backup: {
      folder: backupFolder(config),
      filesFolder: join(config.dataDir, 'files'),
      keys: secrets.backupKeys,
    },
    origin: 'start',
    backedUp: ({ path }) => log.info({ path }, 'backed up before migrating'),
    log: (line) => log.info(line),
    acceptWaiting: true,
  });
}

function wouldLose(losses: ReturnType<typeof lossesOf>): BootFailure {
  const join = (language: 'fr' | 'en', mark: string) => losses.map((loss) => loss[language]).join(mark);
  return new BootFailure({
    fr: `Une migration en attente perdrait des données : ${join('fr', ' ; ')}. Lisez « bin/staka migrate --plan », puis appliquez-la par « bin/staka migrate --accept-data-loss ».`,
    en: `A pending migration would lose data: ${join('en', '; ')}. Read “bin/staka migrate --plan”, then apply it with “bin/staka migrate --accept-data-loss”.`,
  });
}
