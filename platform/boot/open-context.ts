import { join } from 'node:path';
import type { Config } from '#platform/config/config.ts';
import type { Secrets } from '#platform/config/secrets.ts';
import type { Context } from '#platform/context.ts';
import { type Db, openDatabase } from '#platform/db/db.ts';
import type { Log } from '#platform/log.ts';
import { openMailer } from '#platform/mail/open-mailer.ts';
import { openMaintenance } from '#platform/maintenance/maintenance.ts';
import { createOutbox, type Effect } from '#platform/outbox/outbox.ts';
import { type FanOut, inProcessFanOut } from '#platform/realtime/fan-out.ts';
import { createRealtime } from '#platform/realtime/realtime.ts';
import { createFolderStorage } from '#platform/storage/folder-storage.ts';

export interface ContextParts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly effects: readonly Effect[];
  /** One that is open already, and is closed by whoever opened it. */
  readonly db?: Db;
}

/**
 * Opens all that the application stands on; `closing` closes it again, the last first. The outbox does not work yet:
 * `context.outbox.start()` begins.
 */
export async function openContext(parts: ContextParts, closing: AsyncDisposableStack): Promise<Context> {
  const { config, secrets, log, effects } = parts;
  const db = parts.db ?? (await openOwn(secrets, closing));
  const storage = await createFolderStorage(join(config.dataDir, 'files'));
  const mail = await openMailer({ config, secrets, log });
  closing.defer(() => mail.close());
  const fanOut = secrets.redisUrl === null ? inProcessFanOut() : await openRedis(secrets.redisUrl, log);
  closing.defer(() => fanOut.close());
  const realtime = createRealtime({ fanOut });
  closing.defer(() => realtime.close());
  const maintenance = await openMaintenance({ db, log, realtime });
  const outbox = createOutbox({ db, log, effects, context: () => context });
  closing.defer(() => outbox.stop());
  const context: Context = { config, secrets, log, db, storage, mail, realtime, outbox, maintenance };
  return context;
}

/** Loaded where it is used: its client alone is a hundred and fifty files. */
async function openRedis(url: string, log: Log): Promise<FanOut> {
  const { redisFanOut } = await import('#platform/realtime/redis-fan-out.ts');
  return redisFanOut({ url, log });
}

async function openOwn(secrets: Secrets, closing: AsyncDisposableStack): Promise<Db> {
  const db = await openDatabase({ url: secrets.databaseUrl, named: secrets.directUrl === null });
  closing.defer(() => db.destroy());
  return db;
}
