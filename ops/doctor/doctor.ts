import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import { type Check, type Finding, type Patient, reasonOf, red } from './check.ts';
import { CONTENT_CHECKS } from './checks/content.ts';
import { DATABASE_CHECKS } from './checks/database.ts';
import { MACHINE_CHECKS } from './checks/machine.ts';
import { SERVER_LOG_CHECKS } from './checks/server-logs.ts';
import { SERVICE_CHECKS } from './checks/services.ts';

/** Every check, in the order they are told. */
export const CHECKS: readonly Check[] = [
  ...MACHINE_CHECKS,
  ...DATABASE_CHECKS,
  ...CONTENT_CHECKS,
  ...SERVICE_CHECKS,
  ...SERVER_LOG_CHECKS,
];

export interface Examined extends Finding, Pick<Check, 'name' | 'title'> {}

/**
 * Examines one installation, check by check; each is done whatever became of those before it, and none changes
 * anything. A check that fails itself is red.
 */
export async function examine(
  patient: Omit<Patient, 'database'>,
  checks: readonly Check[] = CHECKS,
): Promise<Examined[]> {
  let opened: Promise<MigrationDatabase> | undefined;
  const { databaseUrl, directUrl } = patient.secrets;
  const database = () => {
    opened ??= openDatabase(directUrl ?? databaseUrl);
    return opened;
  };
  try {
    const examined: Examined[] = [];
    for (const { name, title, examine: look } of checks) {
      const finding = await look({ ...patient, database }).catch((error) => red(reasonOf(error), UNFORESEEN));
      examined.push({ name, title, ...finding });
    }
    return examined;
  } finally {
    await opened?.then((db) => db.close()).catch(() => {});
  }
}

const UNFORESEEN = {
  fr: 'Relancez avec --json, et joignez la réponse à votre question',
  en: 'Run it again with --json, and send the answer along with your question',
};
