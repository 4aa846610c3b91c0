import module from 'node:module';
import type { FastifyInstance } from 'fastify';
import { buildApp, modules } from '#app';
import { refuseHalfRestored } from '#ops/backup/restore-mark.ts';
import { pendingMigrations } from '#ops/migrate/migrate.ts';
import { announce, welcome } from '#platform/boot/announce.ts';
import { BootFailure, sentenceOf, unforeseen } from '#platform/boot/boot-failure.ts';
import { prepareDataFolder } from '#platform/boot/data-folder.ts';
import { findPort, listenFailure } from '#platform/boot/find-port.ts';
import { openContext } from '#platform/boot/open-context.ts';
import { endAfter, untilAskedToStop } from '#platform/boot/stopping.ts';
import { tidyMemorySoon } from '#platform/boot/tidy-memory.ts';
import { type Config, type Loaded, loadConfig } from '#platform/config/config.ts';
import { languageOfTerminal } from '#platform/config/env.ts';
import type { Context } from '#platform/context.ts';
import { openDatabase } from '#platform/db/db.ts';
import { type Log, openLog } from '#platform/log.ts';

const STOP_WITHIN_MS = 4_500;
const DRAIN_MS = 2_000;

const language = languageOfTerminal();

try {
  await main();
} catch (error) {
  console.error((sentenceOf(error) ?? unforeseen(error))[language]);
  process.exitCode = 1;
  endAfter(STOP_WITHIN_MS, () => {});
}

async function main(): Promise<void> {
  const { secrets, warnings, ...loaded } = loadConfig();
  await prepareDataFolder(loaded.config.dataDir);
  const config = await settlePort(loaded.config);
  const { log, close } = await openLog(config);
  try {
    for (const warning of warnings) log.warn(warning.en);
    await runUntilStopped({ config, secrets, log });
    log.info('stopped');
  } catch (error) {
    if (sentenceOf(error) === null) log.fatal({ err: error }, 'not foreseen');
    throw error;
  } finally {
    close();
  }
}

async function runUntilStopped({ config, secrets, log }: Starting): Promise<void> {
  await using open = new AsyncDisposableStack();
  const asked = untilAskedToStop(log);
  const app = await serve({ config, secrets, log }, open);
  announce(log, config);
  if (config.environment === 'development') console.log(welcome(config)[language]);
  module.flushCompileCache();
  tidyMemorySoon();

  const reason = await asked;
  log.info({ reason }, 'stopping');
  endAfter(STOP_WITHIN_MS, () => log.error('stopping took too long: ended'));
  setTimeout(() => app.server.closeAllConnections(), DRAIN_MS).unref();
}

/** Opens, migrates and seeds, builds and listens; whatever was opened is closed with `open`, the last first. */
async function serve({ config, secrets, log }: Starting, open: AsyncDisposableStack): Promise<FastifyInstance> {
  const db = await openDatabase({ url: secrets.databaseUrl, named: secrets.directUrl === null });
  open.defer(() => db.destroy());
  await bringUpToDate({ config, secrets, log });
  const effects = modules.flatMap((module) => module.effects ?? []);
  const context = await openContext({ config, secrets, log, effects, db }, open);
  if (config.environment === 'development') await seedSamples(context);
  const app = await buildApp(context);
  open.defer(() => app.close());
  context.outbox.start();
  for (const { start } of modules) if (start) open.defer(start(context));
  await scheduleBackups(context, open);
  await scheduleRehearsals(context, open);
  await app
    .listen({ host: config.host, port: config.port, listenTextResolver: (address) => `listening on ${address}` })
    .catch((error) => {
      throw listenFailure(error, config.host, config.port);
    });
  return app;
}

type Starting = Pick<Loaded, 'config' | 'secrets'> & { readonly log: Log };

/** Development migrates by itself. @throws RESTORE_INTERRUPTED; BootFailure in production, where somebody decides when. */
async function bringUpToDate({ config, secrets, log }: Starting): Promise<void> {
  const database = { url: secrets.databaseUrl, directUrl: secrets.directUrl };
  await refuseHalfRestored(secrets.directUrl ?? secrets.databaseUrl);
  const pending = await pendingMigrations(database);
  if (pending.length === 0) return;
  if (config.environment !== 'production') {
    const { migrateAtStart } = await import('#ops/migrate/at-start.ts');
    return migrateAtStart({ config, secrets, log });
  }
  throw new BootFailure({
    fr: `La base attend des migrations (${pending.join(', ')}) : lancez « bin/staka migrate », qui la sauvegarde d’abord, puis recommencez.`,
    en: `The database awaits migrations (${pending.join(', ')}): run “bin/staka migrate”, which backs it up first, then try again.`,
  });
}

/** Loaded where it is used. */
async function scheduleBackups({ config, secrets, log }: Context, open: AsyncDisposableStack): Promise<void> {
  const { backupSchedule } = config;
  if (backupSchedule === null) return;
  const { startScheduledBackups } = await import('#ops/backup/scheduled-backups.ts');
  open.defer(startScheduledBackups({ config: { ...config, backupSchedule }, secrets, log }));
}

async function scheduleRehearsals(context: Context, open: AsyncDisposableStack): Promise<void> {
  const { backupRehearsal } = context.config;
  if (backupRehearsal === 'never') return;
  const { startScheduledRehearsals } = await import('#ops/rehearsal/scheduled-rehearsals.ts');
  open.defer(startScheduledRehearsals(context, { period: backupRehearsal }));
}

async function seedSamples(context: Context): Promise<void> {
  const { seed } = await import('#prisma/seed.ts');
  const { db, storage, config, log } = context;
  const added = await seed({ db, storage, environment: config.environment });
  if (added > 0) log.info({ rows: added }, 'sample data added');
}

/** With PORT=0 the port is chosen here, so that every link can name it. */
async function settlePort(config: Config): Promise<Config> {
  const port = await findPort(config.host, config.port);
  if (port === config.port) return config;
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
}
