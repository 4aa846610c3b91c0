import { sql } from 'kysely';
import type { ProcessMeasurementRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';

export async function insertMeasurement(db: Db, row: Omit<ProcessMeasurementRow, 'id'>): Promise<void> {
  await db.insertInto('process_measurements').values(row).execute();
}

export async function deleteMeasurements(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('process_measurements').where('measuredAt', '<', before).execute();
}

/** Oldest first. */
export async function findMeasurements(db: Db, since: Date): Promise<ProcessMeasurementRow[]> {
  return db
    .selectFrom('process_measurements')
    .selectAll()
    .where('measuredAt', '>=', since)
    .orderBy('measuredAt')
    .execute();
}

const SIZES = {
  sqlite: sql<{ bytes: unknown }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`,
  postgresql: sql<{ bytes: unknown }>`select pg_database_size(current_database()) as bytes`,
  mysql: sql<{
    bytes: unknown;
  }>`select sum(data_length + index_length) as bytes from information_schema.tables where table_schema = database()`,
};

/** What the database takes on its disk, in bytes. */
export async function databaseBytes(db: Db): Promise<number> {
  const { rows } = await SIZES[capabilities(db).name].execute(db);
  return Number(rows[0]?.bytes ?? 0);
}
