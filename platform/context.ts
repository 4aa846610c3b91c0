import type { Config } from '#platform/config/config.ts';
import type { Secrets } from '#platform/config/secrets.ts';
import type { Db } from '#platform/db/db.ts';
import type { Log } from '#platform/log.ts';
import type { Mailer } from '#platform/mail/mailer.ts';
import type { Maintenance } from '#platform/maintenance/maintenance.ts';
import type { Outbox } from '#platform/outbox/outbox.ts';
import type { Realtime } from '#platform/realtime/realtime.ts';
import type { Storage } from '#platform/storage/storage.ts';

/** Everything the application stands on, made once at start and handed down; tests make their own. */
export interface Context {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly db: Db;
  readonly storage: Storage;
  readonly outbox: Outbox;
  readonly realtime: Realtime;
  readonly mail: Mailer;
  readonly maintenance: Maintenance;
}
