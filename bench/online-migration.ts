// How long people wait while a large table changes:   node bench/online-migration.ts [--rows=1000000] [--rate=200]
// On PostgreSQL and MariaDB or MySQL, in a database of its own that is dropped at the end. Not part of `npm run bench`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { withDatabase } from '#test/databases/test-server.ts';
import { writeMigrations } from '#test/migrations/migrations-folder.ts';
import { type Load, startLoad } from './load/table-load.ts';

const { values } = parseArgs({
  options: { rows: { type: 'string' }, rate: { type: 'string' }, only: { type: 'string' } },
});
const ROWS = Number(values.rows ?? 1_000_000);
const RATE = Number(values.rate ?? 200);
/** How long anybody may have to wait. */
const LIMIT_MS = 500;

type Server = Exclude<Provider, 'sqlite'>;

const SERVERS: Record<Server, string> = {
  postgresql: process.env.TEST_POSTGRESQL_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres',
  mysql: process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306',
};

const TON = { postgresql: 'ton', mysql: `ENUM('DOUX', 'FORT')` };

const first = (server: Server) => `
  ${server === 'postgresql' ? `CREATE TYPE ton AS ENUM ('DOUX', 'FORT');` : ''}
  CREATE TABLE auteurs (id INTEGER PRIMARY KEY, nom VARCHAR(50) NOT NULL);
  CREATE TABLE notes (id INTEGER PRIMARY KEY, auteur INTEGER, texte VARCHAR(100), ton ${TON[server]} NOT NULL DEFAULT 'DOUX', vues INTEGER NOT NULL DEFAULT 0);`;

const steps = (server: Server): [what: string, sql: string][] => [
  ['a column that may be empty', 'ALTER TABLE notes ADD COLUMN resume VARCHAR(50);'],
  ['a column with a default', "ALTER TABLE notes ADD COLUMN langue VARCHAR(5) DEFAULT 'fr' NOT NULL;"],
  [
    'a value of an enumeration',
    server === 'postgresql'
      ? `ALTER TYPE ton ADD VALUE 'TENDRE';`
      : `ALTER TABLE notes MODIFY ton ENUM('DOUX', 'FORT', 'TENDRE') NOT NULL DEFAULT 'DOUX';`,
  ],
  ['an index', 'CREATE INDEX notes_auteur_idx ON notes (auteur);'],
  ['a unique index', 'CREATE UNIQUE INDEX notes_texte_key ON notes (texte);'],
  [
    'a foreign key',
    'ALTER TABLE notes ADD CONSTRAINT notes_auteur_fkey FOREIGN KEY (auteur) REFERENCES auteurs (id) ON DELETE CASCADE;',
  ],
  ['a CHECK', 'ALTER TABLE notes ADD CONSTRAINT notes_vues_check CHECK (vues >= 0);'],
  [
    'a column that becomes required',
    server === 'postgresql'
      ? 'ALTER TABLE notes ALTER COLUMN auteur SET NOT NULL;'
      : 'ALTER TABLE notes MODIFY auteur INTEGER NOT NULL;',
  ],
  ['a column filled row by row', 'ALTER TABLE notes ADD COLUMN copie VARCHAR(100); UPDATE notes SET copie = texte;'],
];

for (const server of ['postgresql', 'mysql'] as const)
  if (!values.only || values.only === server) await measure(server);

async function measure(server: Server): Promise<void> {
  const name = `online_bench_${process.pid}`;
  const root = await mkdtemp(join(tmpdir(), 'staka-online-'));
  const folder = pathToFileURL(`${root}/`);
  const admin = await openDatabase(withDatabase(SERVERS[server], server === 'mysql' ? 'mysql' : 'postgres'));
  await admin.script(`CREATE DATABASE ${name}`);
  const url = withDatabase(SERVERS[server], name);
  try {
    await writeMigrations(folder, { '01': { up: first(server) } });
    await migrate({ url, folder });
    await fill(url);
    console.log(`\n${server}, ${ROWS} rows, ${RATE} requests/s of reads and writes`);
    const load = await startLoad(url, { rate: RATE, rows: ROWS });
    await observe(load, 'nothing', () => pause(10_000));
    for (const [index, [what, sql]] of steps(server).entries()) {
      await writeMigrations(folder, { [String(index + 2).padStart(2, '0')]: { up: sql } });
      const done = await observe(load, what, () => migrate({ url, folder }));
      if (!done) await rm(join(root, server, String(index + 2).padStart(2, '0')), { recursive: true });
    }
    await load.stop();
  } finally {
    await admin.script(`DROP DATABASE ${name}${server === 'postgresql' ? ' WITH (FORCE)' : ''}`);
    await admin.close();
    await rm(root, { recursive: true, force: true });
  }
}

async function fill(url: string): Promise<void> {
  const db = await openDatabase(url);
  const numbers =
    db.provider === 'mysql'
      ? `SELECT seq AS n FROM seq_1_to_${ROWS}`
      : `SELECT n FROM generate_series(1, ${ROWS}) AS n`;
  const text = db.provider === 'mysql' ? `concat('texte ', n)` : `'texte ' || n`;
  await db.script(`INSERT INTO auteurs SELECT n, 'nom' FROM (${numbers}) AS numbers WHERE n <= 1000`);
  await db.script(`INSERT INTO notes (id, auteur, texte) SELECT n, 1 + n % 1000, ${text} FROM (${numbers}) AS numbers`);
  await db.script(db.provider === 'mysql' ? 'ANALYZE TABLE notes' : 'ANALYZE notes');
  await db.close();
}

/** Whether it was done, and prints how long people waited meanwhile and in the second after. */
async function observe(load: Load, what: string, work: () => Promise<unknown>): Promise<boolean> {
  load.reset();
  const start = performance.now();
  const refused = await work().then(
    () => null,
    (error: Error) => error.message,
  );
  const seconds = (performance.now() - start) / 1000;
  await pause(1_000);
  const { count, failed, p99, longest } = load.read();
  const verdict = refused === null ? (longest > LIMIT_MS ? 'TOO LONG' : 'ok') : refused.replace(/\. Put[\s\S]*/, '');
  const figures = [
    `${seconds.toFixed(1)} s`,
    `${count} requests`,
    `${failed} failed`,
    `p99 ${p99} ms`,
    `longest ${longest} ms`,
  ];
  console.log(`  ${what.padEnd(32)} ${figures.map((figure) => figure.padStart(16)).join('')}   ${verdict}`);
  return refused === null;
}
