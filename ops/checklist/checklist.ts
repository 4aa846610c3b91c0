import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import { databaseBytes } from '#ops/measurements/queries.ts';
import type { Database } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';
import { sized } from '#platform/quantities.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { listeningMemory } from './listening-memory.ts';

export interface ChecklistTarget {
  /** Where the server answers: `http://127.0.0.1:3001`. */
  readonly url: string;
  /** The database of that server. */
  readonly db: Db;
  readonly dataDir: string;
}

export interface CheckResult {
  readonly title: Bilingual;
  readonly passed: boolean;
  /** What was found. */
  readonly detail: string;
}

/** The checks of seed 002, in its order; each is done whatever became of those before it. */
export async function runChecklist(target: ChecklistTarget): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { title, check } of CHECKS) {
    try {
      results.push({ title, passed: true, detail: await check(target) });
    } catch (error) {
      results.push({ title, passed: false, detail: error instanceof Error ? error.message : String(error) });
    }
  }
  return results;
}

interface Check {
  readonly title: Bilingual;
  /** What was found; throws when it is not what it should be. */
  readonly check: (target: ChecklistTarget) => Promise<string>;
}

const ACCOUNTS = { 'admin@staka-editions.com': 'ADMIN', 'user@example.com': 'USER' } as const;
const LEAST: Partial<Record<keyof Database, number>> = {
  users: 2,
  commandes: 3,
  messages: 5,
  support_requests: 2,
  files: 3,
  notifications: 5,
  pages: 3,
};
const MOST_MEMORY_BYTES = 1024 ** 3;
const LEAST_DISK_BYTES = 256 * 1024 ** 2;

const CHECKS: readonly Check[] = [
  { title: { fr: 'Le serveur répond sur /health', en: 'The server answers on /health' }, check: checkHealth },
  { title: { fr: 'La base de données répond', en: 'The database answers' }, check: checkDatabase },
  { title: { fr: 'Les comptes d’essai et leurs rôles', en: 'The sample accounts and their roles' }, check: checkUsers },
  { title: { fr: 'Les tables sont remplies', en: 'The tables are filled' }, check: checkCounts },
  { title: { fr: 'La connexion fonctionne', en: 'Signing in works' }, check: checkLogin },
  { title: { fr: 'Mémoire du serveur', en: 'Memory of the server' }, check: checkMemory },
  { title: { fr: 'Espace disque', en: 'Disk space' }, check: checkDisk },
];

async function checkHealth({ url }: ChecklistTarget): Promise<string> {
  const answer = await fetch(`${url}/health`);
  const body = await readJson<{ status?: string; timestamp?: string }>(answer);
  must(answer.status === 200 && body.status === 'OK', `${answer.status} ${JSON.stringify(body)}`);
  must(!Number.isNaN(Date.parse(body.timestamp ?? '')), `timestamp: ${body.timestamp}`);
  return JSON.stringify(body);
}

async function checkDatabase({ db }: ChecklistTarget): Promise<string> {
  const { rows } = await sql<{ one: number }>`SELECT 1 AS one`.execute(db);
  must(Number(rows[0]?.one) === 1, JSON.stringify(rows));
  return capabilities(db).name;
}

async function checkUsers({ db }: ChecklistTarget): Promise<string> {
  const emails = Object.keys(ACCOUNTS);
  const found = await db.selectFrom('users').select(['email', 'role']).where('email', 'in', emails).execute();
  const words = found.map(({ email, role }) => `${email} (${role})`).sort();
  const expected = Object.entries(ACCOUNTS).map(([email, role]) => `${email} (${role})`);
  must(words.join() === expected.join(), words.join(', ') || 'none');
  return words.join(', ');
}

async function checkCounts({ db }: ChecklistTarget): Promise<string> {
  const counts: string[] = [];
  for (const [table, least] of Object.entries(LEAST)) {
    const { rows } = await sql<{ count: number | string }>`SELECT COUNT(*) AS count FROM ${sql.table(table)}`.execute(
      db,
    );
    const count = Number(rows[0]?.count);
    must(count >= least, `${table}: ${count} < ${least}`);
    counts.push(`${table} ${count}`);
  }
  return counts.join(', ');
}

async function checkLogin({ url }: ChecklistTarget): Promise<string> {
  const credentials = { email: 'admin@staka-editions.com', password: 'admin123' };
  const answer = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  const body = await readJson<{ message?: string; user?: Record<string, unknown>; token?: string }>(answer);
  must(answer.status === 200, `${answer.status} ${JSON.stringify(body)}`);
  must(body.message === 'Connexion réussie', `message: ${body.message}`);
  must(body.user?.email === credentials.email && body.user.role === 'ADMIN', `user: ${JSON.stringify(body.user)}`);
  must(body.user.password === undefined, 'the user shows a password');
  must(typeof body.token === 'string' && body.token.length >= 32, 'no token');
  await fetch(`${url}/auth/logout`, { method: 'POST', headers: { authorization: `Bearer ${body.token}` } });
  return `${body.message}, ${credentials.email} (${body.user.role})`;
}

async function checkMemory({ url }: ChecklistTarget): Promise<string> {
  const bytes = await listeningMemory(Number(new URL(url).port));
  if (bytes === null) return 'not readable on this machine';
  must(bytes < MOST_MEMORY_BYTES, sized(bytes, 'en'));
  return sized(bytes, 'en');
}

async function checkDisk({ dataDir, db }: ChecklistTarget): Promise<string> {
  const { bavail, bsize } = await statfs(dataDir);
  must(bavail * bsize > LEAST_DISK_BYTES, `${sized(bavail * bsize, 'en')} free`);
  return `${sized(await databaseBytes(db), 'en')} database, ${sized(bavail * bsize, 'en')} free`;
}

async function readJson<Body>(answer: Response): Promise<Body> {
  // Whatever it is, each part of it is looked at before it is believed.
  return (await answer.json()) as Body;
}

function must(condition: boolean, found: string): asserts condition {
  if (!condition) throw new Error(found);
}
