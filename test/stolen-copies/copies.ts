import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Db } from '#platform/db/db.ts';
import { TABLES } from '#test/databases/test-server.ts';
import type { House } from './house.ts';

/** What somebody got hold of, as text of one byte a letter. */
export interface Copy {
  /** A table, a key, a file. */
  readonly where: string;
  readonly text: string;
}

type Tables = Parameters<Db['selectFrom']>[0];

/** Whatever an installation keeps anywhere: every table, every key of Redis, what it wrote, every file. */
export async function copyEverything(house: House, database: { db: Db; url: string }): Promise<Copy[]> {
  const own = database.url.startsWith('file:') ? await readFiles(new URL(database.url).pathname) : [];
  return [
    ...(await Promise.all(TABLES.map((table) => readTable(database.db, table)))),
    ...(await readRedis(house.redisUrl)),
    { where: 'standard output', text: latin(house.server.output()) },
    ...(await readFolder(house.dataDir)),
    ...own,
  ];
}

async function readTable(db: Db, table: string): Promise<Copy> {
  const rows = await db
    .selectFrom(table as Tables & string) // one of those of the schema
    .selectAll()
    .execute();
  const cells = rows.flatMap((row) => Object.values(row).map(cellText));
  return { where: table, text: cells.join('\n') };
}

function cellText(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  return latin(typeof value === 'string' ? value : JSON.stringify(value));
}

async function readRedis(url: string): Promise<Copy[]> {
  const redis = new Redis(url);
  try {
    const copies: Copy[] = [];
    for await (const keys of redis.scanStream() as AsyncIterable<string[]>)
      for (const key of keys)
        copies.push({ where: `Redis ${key}`, text: latin(`${key}\n${await readKey(redis, key)}`) });
    return copies;
  } finally {
    redis.disconnect();
  }
}

async function readKey(redis: Redis, key: string): Promise<string> {
  const type = await redis.type(key);
  if (type === 'string') return (await redis.get(key)) ?? '';
  if (type === 'stream') return JSON.stringify(await redis.xrange(key, '-', '+'));
  if (type === 'hash') return JSON.stringify(await redis.hgetall(key));
  if (type === 'none') return '';
  throw new Error(`Nobody looks into a ${type} of Redis yet: ${key}`);
}

async function readFolder(folder: string): Promise<Copy[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(files.map(async (path) => ({ where: path.slice(folder.length + 1), text: await bytesOf(path) })));
}

/** The file of a database, and what lies beside it until it is written into it. */
async function readFiles(path: string): Promise<Copy[]> {
  const paths = [path, `${path}-wal`];
  return Promise.all(
    paths.map(async (file) => ({ where: `database${file.slice(path.length)}`, text: await bytesOf(file) })),
  );
}

async function bytesOf(path: string): Promise<string> {
  return readFile(path, 'latin1').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

function latin(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
