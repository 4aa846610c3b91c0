import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { driftOf } from '#ops/drift/drift.ts';
import { lossesOf } from '#ops/drift/repair.ts';
import { sayDifference } from '#ops/drift/words.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { migrationStatus } from '#ops/migrate/status.ts';
import { CodedError } from '#platform/http/errors.ts';
import { sizeInWords } from '#platform/quantities.ts';
import { type Check, type Finding, green, newestBackup, type Patient, reasonOf, red, skipped } from '../check.ts';
import { findDangling } from './dangling.ts';
import { isSupported } from './versions.ts';

const MOST_WAL_BYTES = 256 * 1024 ** 2;
const MOST_CLOCK_MS = 5_000;

/** Each of these needs the database to answer; the first says why it does not. */
export const DATABASE_CHECKS: readonly Check[] = [
  { name: 'wal', title: { fr: 'Journal d’écriture de SQLite', en: 'Write-ahead log of SQLite' }, examine: examineWal },
  { name: 'database', title: { fr: 'Base de données', en: 'Database' }, examine: examineDatabase },
  { name: 'clock', title: { fr: 'Horloge', en: 'Clock' }, examine: withDatabase(examineClock) },
  {
    name: 'rights',
    title: { fr: 'Droits dans la base', en: 'Rights in the database' },
    examine: withDatabase(examineRights),
  },
  { name: 'migrations', title: { fr: 'Migrations', en: 'Migrations' }, examine: withDatabase(examineMigrations) },
  {
    name: 'tables',
    title: { fr: 'Tables des sessions et préférences', en: 'Tables of sessions and preferences' },
    examine: withDatabase(examineTables),
  },
  {
    name: 'drift',
    title: { fr: 'Écarts aux migrations', en: 'Drift from the migrations' },
    examine: withDatabase(examineDrift),
  },
  {
    name: 'foreign-keys',
    title: { fr: 'Clés étrangères', en: 'Foreign keys' },
    examine: withDatabase(examineForeignKeys),
  },
  {
    name: 'integrity',
    title: { fr: 'Intégrité de la base', en: 'Integrity of the database' },
    examine: withDatabase(examineIntegrity),
  },
];

/** Looks only where the database answers: its silence is the finding of `database`. */
export function withDatabase(examine: (db: MigrationDatabase, patient: Patient) => Promise<Finding>): Check['examine'] {
  return async (patient) => {
    const db = isMissing(patient) ? null : await patient.database().catch(() => null);
    if (!db) return skipped({ fr: 'la base ne répond pas', en: 'the database does not answer' });
    return examine(db, patient).catch((error) => {
      if (!isDamaged(error)) throw error;
      return skipped({ fr: 'la base est abîmée (voir integrity)', en: 'the database is damaged (see integrity)' });
    });
  };
}

/** SQLITE_CORRUPT and SQLITE_NOTADB: https://sqlite.org/rescode.html */
function isDamaged(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (error.errcode === 11 || error.errcode === 26);
}

/** To open an SQLite database that is not there would make it. */
function isMissing({ secrets, config }: Patient): boolean {
  return config.databaseProvider === 'sqlite' && !existsSync(pathOf(secrets.databaseUrl));
}

function pathOf(url: string): string {
  return url.replace(/^file:(\/\/)?/, '').replace(/\?.*$/, '');
}

async function examineWal({ secrets, config }: Patient): Promise<Finding> {
  if (config.databaseProvider !== 'sqlite') return skipped(NOT_SQLITE);
  const path = pathOf(secrets.databaseUrl);
  const bytes = await stat(`${path}-wal`).then(
    ({ size }) => size,
    () => 0,
  );
  if (bytes <= MOST_WAL_BYTES) return green(sizeInWords(bytes));
  const cure = `node -e "const db = new (require('node:sqlite').DatabaseSync)('${path}'); console.log(db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get())"`;
  return red(sizeInWords(bytes), cure);
}

const NOT_SQLITE = { fr: 'cette base n’est pas SQLite', en: 'this database is not SQLite' };

async function examineDatabase(patient: Patient): Promise<Finding> {
  if (isMissing(patient))
    return red({ fr: 'la base n’existe pas encore', en: 'the database is not there yet' }, 'bin/staka migrate');
  try {
    const version = await readVersion(await patient.database());
    if (isSupported(patient.config.databaseProvider, version)) return green(version);
    return red(
      { fr: `${version} : cette version n’est pas prise en charge`, en: `${version}: this version is not supported` },
      {
        fr: 'Mettez-la à jour : PostgreSQL 15, MySQL 8.4 ou MariaDB 10.11 au moins',
        en: 'Upgrade it: PostgreSQL 15, MySQL 8.4 or MariaDB 10.11 at least',
      },
    );
  } catch (error) {
    if (isDamaged(error)) return red(reasonOf(error), await restoreFile(patient));
    return red(reasonOf(error), REACH[patient.config.databaseProvider]);
  }
}

const REACH = {
  sqlite: {
    fr: 'Vérifiez DATABASE_URL, et les droits du fichier',
    en: 'Check DATABASE_URL, and the permissions of the file',
  },
  postgresql: 'sudo systemctl start postgresql',
  mysql: 'sudo systemctl start mysql || sudo systemctl start mariadb',
};

async function readVersion(db: MigrationDatabase): Promise<string> {
  const queries = {
    sqlite: 'SELECT sqlite_version() AS v',
    postgresql: 'SHOW server_version',
    mysql: 'SELECT VERSION() AS v',
  };
  const [row] = await db.query(queries[db.provider]);
  const names = { sqlite: 'SQLite', postgresql: 'PostgreSQL', mysql: 'MySQL' };
  const version = String(row?.v ?? row?.server_version);
  return `${/mariadb/i.test(version) ? 'MariaDB' : names[db.provider]} ${version}`;
}

/** Sessions expire by our clock, and rows are dated by either. */
async function examineClock(db: MigrationDatabase, { now }: Patient): Promise<Finding> {
  const queries = {
    sqlite: `SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) AS ms`,
    postgresql: 'SELECT EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS ms',
    mysql: 'SELECT UNIX_TIMESTAMP(NOW(3)) * 1000 AS ms',
  };
  const before = now().getTime();
  const [row] = await db.query(queries[db.provider]);
  const between = (before + now().getTime()) / 2;
  const apart = Math.round(Math.abs(Number(row?.ms) - between));
  const found = { fr: `${apart} ms d’écart avec celle de la base`, en: `${apart} ms apart from that of the database` };
  return apart <= MOST_CLOCK_MS ? green(found) : red(found, 'sudo timedatectl set-ntp true');
}

/** Statements that change no row still ask for the right to. */
const HARMLESS = [
  'SELECT 1 FROM user_sessions WHERE 1 = 0',
  "UPDATE user_sessions SET device = '' WHERE 1 = 0",
  'DELETE FROM user_sessions WHERE 1 = 0',
];

async function examineRights(db: MigrationDatabase): Promise<Finding> {
  if (!(await db.tables()).includes('user_sessions'))
    return skipped({ fr: 'les tables manquent', en: 'the tables are missing' });
  try {
    for (const sql of HARMLESS) await db.query(sql);
    return green({ fr: 'lire, écrire, supprimer', en: 'read, write, delete' });
  } catch (error) {
    const [row] = db.provider === 'sqlite' ? [] : await db.query('SELECT current_user AS name');
    return red(reasonOf(error), GRANTS[db.provider](String(row?.name ?? '')));
  }
}

const GRANTS: Record<MigrationDatabase['provider'], (user: string) => string> = {
  sqlite: () => 'chmod -R u+rwX DATA_DIR',
  postgresql: (user) =>
    `psql -c 'GRANT ALL ON SCHEMA public TO "${user}"; GRANT ALL ON ALL TABLES IN SCHEMA public TO "${user}"'`,
  mysql: (user) => `mysql -e "GRANT ALL ON \\$DATABASE.* TO '${user.replace('@', "'@'")}'"`,
};

async function examineMigrations(_db: MigrationDatabase, { secrets, migrations }: Patient): Promise<Finding> {
  try {
    const address = { url: secrets.databaseUrl, directUrl: secrets.directUrl, folder: migrations };
    const states = await migrationStatus(address);
    const named = (state: string) => states.filter((entry) => entry.state === state).map(({ name }) => name);
    const [edited, unknown, waiting] = [
      named('edited'),
      named('unknown'),
      [...named('pending'), ...named('unfinished')],
    ];
    if (edited.length > 0)
      return red(
        { fr: `modifiées depuis : ${edited.join(', ')}`, en: `edited since: ${edited.join(', ')}` },
        'git checkout -- prisma/migrations',
      );
    if (unknown.length > 0)
      return red(
        { fr: `d’une version plus récente : ${unknown.join(', ')}`, en: `of a newer version: ${unknown.join(', ')}` },
        'git pull && npm ci',
      );
    if (waiting.length > 0)
      return red(
        { fr: `en attente : ${waiting.join(', ')}`, en: `pending: ${waiting.join(', ')}` },
        'bin/staka migrate',
      );
    return green({ fr: `${states.length} appliquées`, en: `${states.length} applied` });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    return red(reasonOf(error), 'git checkout -- prisma/migrations');
  }
}

/** The error of seeds 000 and 001: a table of preferences or sessions that is not there. */
async function examineTables(db: MigrationDatabase): Promise<Finding> {
  const there = new Set(await db.tables());
  const missing = ['users', 'user_preferences', 'user_sessions'].filter((table) => !there.has(table));
  if (missing.length === 0) return green('user_preferences, user_sessions');
  const found = { fr: `il manque ${missing.join(', ')}`, en: `missing: ${missing.join(', ')}` };
  return red(found, there.has('_prisma_migrations') ? 'bin/staka drift --repair' : 'bin/staka migrate');
}

async function examineDrift(db: MigrationDatabase, { migrations }: Patient): Promise<Finding> {
  try {
    const { differences, migration, repair } = await driftOf(db, migrations);
    const [first] = differences;
    if (!first) return green({ fr: `aucun, jusqu’à ${migration}`, en: `none, up to ${migration}` });
    const { fr, en } = sayDifference(first);
    const found = { fr: `${differences.length} ; ${fr}`, en: `${differences.length}; ${en}` };
    return red(found, lossesOf(repair) ? 'bin/staka drift' : 'bin/staka drift --repair');
  } catch (error) {
    if (error instanceof CodedError) return skipped({ fr: error.detail('fr'), en: error.detail('en') });
    throw error;
  }
}

async function examineForeignKeys(db: MigrationDatabase, { thorough }: Patient): Promise<Finding> {
  const [dangling] = await findDangling(db, thorough);
  if (!dangling)
    return green({ fr: 'chaque ligne a celle dont elle dépend', en: 'every row has the one it depends on' });
  const { table, columns, parent, query } = dangling;
  return red(
    {
      fr: `${table} (${columns}) désigne des lignes de ${parent} qui n’existent pas`,
      en: `${table} (${columns}) names rows of ${parent} that do not exist`,
    },
    { fr: `Elles se lisent par : ${query}`, en: `They are read by: ${query}` },
  );
}

async function examineIntegrity(db: MigrationDatabase, patient: Patient): Promise<Finding> {
  if (db.provider === 'postgresql')
    return skipped({
      fr: 'PostgreSQL vérifie ses pages lui-même (pg_amcheck)',
      en: 'PostgreSQL verifies its pages itself (pg_amcheck)',
    });
  if (db.provider === 'mysql') return examineMysqlTables(db, patient);
  try {
    const rows = await db.query(patient.thorough ? 'PRAGMA integrity_check(1)' : 'PRAGMA quick_check(1)');
    const [verdict] = Object.values(rows[0] ?? {});
    if (verdict === 'ok') return green('ok');
    return red(String(verdict), await restoreFile(patient));
  } catch (error) {
    return red(reasonOf(error), await restoreFile(patient));
  }
}

/** What is damaged is kept, beside what the last backup gives back. */
async function restoreFile({ secrets, config }: Patient): Promise<string> {
  const path = pathOf(secrets.databaseUrl);
  const aside = `mkdir '${path}.damaged' && find '${dirname(path)}' -maxdepth 1 -type f -name '${basename(path)}*' -exec mv -t '${path}.damaged' {} +`;
  return `${aside} && bin/staka restore ${await newestBackup(config)} --into='file:${path}'`;
}

/** InnoDB reads every row of a table for this: on a whim only of the one that everything hangs on. */
async function examineMysqlTables(db: MigrationDatabase, { thorough, config }: Patient): Promise<Finding> {
  const tables = (await db.tables()).filter((table) => thorough || table === 'users');
  for (const table of tables) {
    const rows = await db.query(`CHECK TABLE \`${table}\`${thorough ? '' : ' QUICK'}`);
    const failed = rows.find(({ Msg_type: type }) => String(type).toLowerCase() === 'error');
    if (failed) return red(`${table}: ${String(failed.Msg_text)}`, `bin/staka restore ${await newestBackup(config)}`);
  }
  return green('ok');
}
