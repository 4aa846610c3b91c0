import { type Db, inTransaction } from '#platform/db/db.ts';
import { defineErrors } from '#platform/http/errors.ts';
import type { Storage } from '#platform/storage/storage.ts';
import { insertMissing, type SampleRows } from './seed/insert-missing.ts';
import { sampleCommandes } from './seed/sample-commandes.ts';
import { sampleFiles, storeSampleDocuments } from './seed/sample-files.ts';
import { sampleMessages } from './seed/sample-messages.ts';
import { sampleNotifications } from './seed/sample-notifications.ts';
import { samplePages } from './seed/sample-pages.ts';
import { settlePeople } from './seed/sample-people.ts';
import { sampleTickets } from './seed/sample-tickets.ts';

export interface SeedOptions {
  db: Db;
  storage: Pick<Storage, 'put' | 'has'>;
  environment: 'development' | 'production' | 'test';
  /** The sample data happened in the three weeks before this moment. */
  now?: Date;
}

export const seedErrors = defineErrors({
  SEED_REFUSED: {
    status: 409,
    fr: 'Les données d’exemple ne vont pas dans une base de production : leurs mots de passe sont connus de tous.',
    en: 'Sample data does not go into a production database: everyone knows its passwords.',
  },
});

/**
 * Puts the sample data of seed 002 into the database: 2 people, 3 commandes, 5 messages, 2 tickets, 3 files with their
 * bytes, 5 notifications, 3 FAQ pages. Every row has a fixed id and is only ever added where it is missing: running it
 * again changes nothing, and never what somebody has changed since.
 *
 * @returns the number of rows added
 * @throws SEED_REFUSED in production
 */
export async function seed({ db, storage, environment, now = new Date() }: SeedOptions): Promise<number> {
  if (environment === 'production') throw seedErrors.SEED_REFUSED();
  const people = await settlePeople(db, now);
  const documents = await storeSampleDocuments(storage);
  return inTransaction(db, async (tx) => {
    let added = 0;
    const rows: SampleRows[] = [
      people.rows,
      sampleCommandes(people, now),
      sampleFiles(people, documents, now),
      sampleTickets(people, now),
      sampleMessages(people, now),
      sampleNotifications(people, now),
      samplePages(now),
    ];
    for (const group of rows) added += await insertMissing(tx, group);
    return added;
  });
}
