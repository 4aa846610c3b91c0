import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { createFolderStorage } from '#platform/storage/folder-storage.ts';
import type { Storage } from '#platform/storage/storage.ts';
import { type Check, type Finding, green, newestBackup, type Patient, red, skipped } from '../check.ts';
import { withDatabase } from './database.ts';

const LATE_MINUTES = 10;
const SAMPLE = 200;
const ORPHAN_DAYS = 2;
const DAY_MS = 86_400_000;

export const CONTENT_CHECKS: readonly Check[] = [
  {
    name: 'people',
    title: { fr: 'Administrateurs', en: 'Administrators' },
    examine: withTables(['users'], examinePeople),
  },
  {
    name: 'maintenance',
    title: { fr: 'Maintenance', en: 'Maintenance' },
    examine: withTables(['maintenance'], examineMaintenance),
  },
  {
    name: 'outbox',
    title: { fr: 'Suites à donner', en: 'Outbox' },
    examine: withTables(['outbox_events'], examineOutbox),
  },
  {
    name: 'dead-letters',
    title: { fr: 'Suites abandonnées', en: 'Dead letters' },
    examine: withTables(['outbox_events'], examineDeadLetters),
  },
  { name: 'files', title: { fr: 'Fichiers', en: 'Files' }, examine: withTables(['blobs'], examineFiles) },
  {
    name: 'orphans',
    title: { fr: 'Fichiers que rien ne désigne', en: 'Files that nothing names' },
    examine: withTables(['blobs'], examineOrphans),
  },
];

/** Looks only where these tables are: that they are missing is the finding of `migrations` and `drift`. */
function withTables(
  tables: readonly string[],
  examine: (db: MigrationDatabase, patient: Patient) => Promise<Finding>,
): Check['examine'] {
  return withDatabase(async (db, patient) => {
    const there = await db.tables();
    const missing = tables.filter((table) => !there.includes(table));
    if (missing.length === 0) return examine(db, patient);
    return skipped({ fr: `il manque ${missing.join(', ')}`, en: `missing: ${missing.join(', ')}` });
  });
}

const quoted = (db: MigrationDatabase) =>
  db.provider === 'mysql' ? (name: string) => `\`${name}\`` : (name: string) => `"${name}"`;
const yes = (db: MigrationDatabase) => (db.provider === 'postgresql' ? 'true' : '1');

async function examinePeople(db: MigrationDatabase): Promise<Finding> {
  const q = quoted(db);
  const [row] = await db.query(
    `SELECT count(*) AS n FROM users WHERE role = 'ADMIN' AND ${q('isActive')} = ${yes(db)}`,
  );
  const count = Number(row?.n);
  if (count > 0) return green(String(count));
  return red(
    { fr: 'personne n’administre', en: 'nobody administers' },
    'bin/staka user:create --role=admin --email=ADRESSE --prenom=PRENOM --nom=NOM',
  );
}

async function examineMaintenance(db: MigrationDatabase): Promise<Finding> {
  const rows = await db.query('SELECT * FROM maintenance');
  if (rows.length === 0) return green({ fr: 'non', en: 'off' });
  return red({ fr: 'elle est en cours', en: 'it is on' }, 'bin/staka maintenance off');
}

/** Effects run within a second: what waits longer than that waits for a server that does not run, or is stuck. */
async function examineOutbox(db: MigrationDatabase, { now }: Patient): Promise<Finding> {
  const q = quoted(db);
  const due = new Date(now().getTime() - LATE_MINUTES * 60_000);
  const [row] = await db.query(
    `SELECT count(*) AS n FROM outbox_events WHERE ${q('processedAt')} IS NULL AND ${q('deadAt')} IS NULL AND ${q('availableAt')} < ?`,
    [due],
  );
  const count = Number(row?.n);
  if (count === 0) return green({ fr: 'rien n’attend', en: 'nothing waits' });
  return red(
    {
      fr: `en attente depuis plus de ${LATE_MINUTES} min : ${count}`,
      en: `waiting for more than ${LATE_MINUTES} min: ${count}`,
    },
    'sudo systemctl restart staka',
  );
}

async function examineDeadLetters(db: MigrationDatabase): Promise<Finding> {
  const q = quoted(db);
  const rows = await db.query(
    `SELECT name, ${q('lastError')} AS reason FROM outbox_events WHERE ${q('deadAt')} IS NOT NULL ORDER BY id DESC`,
  );
  const [last] = rows;
  if (!last) return green({ fr: 'aucune', en: 'none' });
  const reason = `${String(last.name)}: ${String(last.reason ?? '').slice(0, 200)}`;
  return red(
    { fr: `${rows.length}, la dernière ${reason}`, en: `${rows.length}, the last ${reason}` },
    'bin/staka doctor --retry-dead-letters',
  );
}

async function examineFiles(db: MigrationDatabase, { config, thorough }: Patient): Promise<Finding> {
  const storage = await storageOf(config.dataDir);
  if (!storage) return skipped(NO_FOLDER);
  const rows = await db.query(
    `SELECT sha256, size FROM blobs WHERE ${quoted(db)('references')} > 0 ORDER BY ${quoted(db)('createdAt')} DESC${thorough ? '' : ` LIMIT ${SAMPLE}`}`,
  );
  const missing: string[] = [];
  for (const { sha256, size } of rows)
    if (!(await storage.has(String(sha256), Number(size)))) missing.push(String(sha256));
  if (missing.length === 0)
    return green({ fr: `${rows.length} examinés, aucun ne manque`, en: `${rows.length} looked at, none is missing` });
  return red(
    {
      fr: `manquants ou tronqués : ${missing.length}, dont ${missing[0]}`,
      en: `missing or cut short: ${missing.length}, among them ${missing[0]}`,
    },
    `bin/staka restore ${await newestBackup(config)} --into="file:$(mktemp -d)/staka.db" --files-into='${join(config.dataDir, 'files')}'`,
  );
}

const NO_FOLDER = { fr: 'pas de dossier de fichiers', en: 'no folder of files' };

async function examineOrphans(db: MigrationDatabase, { config, thorough, now }: Patient): Promise<Finding> {
  const storage = await storageOf(config.dataDir);
  if (!storage) return skipped(NO_FOLDER);
  const before = now().getTime() - ORPHAN_DAYS * DAY_MS;
  const orphans: string[] = [];
  let looked = 0;
  for await (const { sha256, modifiedAt } of storage.list()) {
    if (!thorough && looked >= SAMPLE) break;
    looked += 1;
    if (modifiedAt.getTime() > before) continue;
    const rows = await db.query('SELECT 1 FROM blobs WHERE sha256 = ?', [sha256]);
    if (rows.length === 0) orphans.push(sha256);
  }
  const [first = ''] = orphans;
  if (orphans.length === 0) return green({ fr: `${looked} examinés, aucun`, en: `${looked} looked at, none` });
  const path = (sha256: string) => `'${join(config.dataDir, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256)}'`;
  return red(
    { fr: `${orphans.length}, dont ${first}`, en: `${orphans.length}, among them ${first}` },
    `mkdir -p '${join(config.dataDir, 'orphans')}' && mv ${orphans.slice(0, 20).map(path).join(' ')} '${join(config.dataDir, 'orphans')}'`,
  );
}

/** Not made when it is not there: a doctor changes nothing. */
async function storageOf(dataDir: string): Promise<Storage | null> {
  const folder = join(dataDir, 'files');
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isThere ? createFolderStorage(folder) : null;
}
