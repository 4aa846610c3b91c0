import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import { PrismaPg } from '@prisma/adapter-pg';
import { PROVIDERS, type Provider } from '#prisma/generate/providers.ts';

type Row = Record<string, unknown>;

/** As much of a model of Prisma Client as the tests call. */
interface PrismaModel {
  create(args: { data: Row }): Promise<Row>;
  findUniqueOrThrow(args: { where: Row }): Promise<Row>;
  findMany(args?: Row): Promise<Row[]>;
  update(args: { where: Row; data: Row }): Promise<Row>;
}

/** A real Prisma Client, made from our schema: its type is generated with it, so that the compiler cannot know it here. */
export type PrismaClient = Record<'user' | 'userPreferences' | 'commande' | 'page' | 'notification', PrismaModel> & {
  $disconnect(): Promise<void>;
};

const ROOT = new URL('../../', import.meta.url);
const GENERATED = new URL('generated/prisma/', ROOT);

/** Connects Prisma Client to a database, through the driver adapter of its kind. */
export async function openPrisma(provider: Provider, url: string): Promise<PrismaClient> {
  const { PrismaClient: Client } = await import(new URL(`${provider}/client.ts`, GENERATED).href);
  return new Client({ adapter: adapterFor(provider, url) });
}

/** Generates the clients that are missing or older than their schema, while no other process does. */
export async function generateClients(): Promise<void> {
  mkdirSync(GENERATED, { recursive: true });
  const lock = new DatabaseSync(new URL('.lock.db', GENERATED), { timeout: 180_000 });
  lock.exec('BEGIN EXCLUSIVE');
  try {
    for (const provider of PROVIDERS) await generateClient(provider);
  } finally {
    lock.close();
  }
}

async function generateClient(provider: Provider): Promise<void> {
  const schema = new URL(`prisma/providers/${provider}/schema.prisma`, ROOT);
  const stamp = new URL(`${provider}/.schema-sha256`, GENERATED);
  const hash = createHash('sha256')
    .update(await readFile(schema))
    .digest('hex');
  if (hash === (await readFile(stamp, 'utf8').catch(() => ''))) return;
  await generate(fileURLToPath(schema));
  await writeFile(stamp, hash);
}

function adapterFor(provider: Provider, url: string) {
  switch (provider) {
    case 'sqlite':
      return new PrismaBetterSqlite3({ url });
    case 'postgresql':
      return new PrismaPg({ connectionString: url });
    case 'mysql':
      return new PrismaMariaDb(url.replace(/^mysql:/, 'mariadb:'));
  }
}

/** Generating needs no schema engine, but looks for one all the same: any program will do. */
async function generate(schema: string): Promise<void> {
  const prisma = createRequire(import.meta.url)
    .resolve('prisma/package.json')
    .replace(/package\.json$/, 'build/index.js');
  const environment = {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  await promisify(execFile)(process.execPath, [prisma, 'generate', `--schema=${schema}`, '--no-hints'], {
    cwd: fileURLToPath(ROOT),
    env: { ...process.env, ...environment },
  });
}
