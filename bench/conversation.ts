import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from './bench.ts';
import type { Figure, Outcome } from './figure.ts';
import { requestText } from './load/load.ts';
import { clientOf, idOf, MESSAGES_PER_COMMANDE, tokenOf } from './seed/people.ts';
import { seedPostgresql, seedSqlite } from './seed/seed.ts';
import { type Server, STAKA, startServer, startStaka } from './servers.ts';
import { interleave, type Measured, ratioOf } from './slices.ts';

const CONNECTIONS = 32;
const FEW = 100_000;
const MANY = 1_000_000;
/** Different requests, so that no page stays at hand by itself. */
const REQUESTS = 5_000;
const POSTGRESQL = process.env.BENCH_POSTGRESQL_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

/** The newest 20 messages of a commande with sender and attachments, asked for with a session token. */
export async function conversation(context: BenchContext): Promise<Outcome> {
  const sqlite = await onSqlite(context);
  const postgresql = await onPostgresql(context);
  return {
    figures: [...sqlite.figures, ...postgresql.figures],
    measured: { sqlite: sqlite.measured, postgresql: postgresql.measured },
    missing: postgresql.missing ?? [],
  };
}

async function onSqlite({ folder, load }: BenchContext): Promise<Outcome> {
  const few = await seedSqlite(join(folder, 'few.db'), FEW);
  const many = await seedSqlite(join(folder, 'many.db'), MANY);
  await using servers = new AsyncDisposableStack();
  const start = async (name: string, program: string, url: string, messages: number) => {
    const server = servers.use(await startIn(join(folder, name), program, url));
    load.define({ name, port: server.port, requests: pageRequests(messages) });
    return server;
  };
  const staka = await start('staka', STAKA, few, FEW);
  const floor = await start('fastify', 'bench/rivals/fastify-sqlite.mjs', few, FEW);
  const prisma = await start('prisma', 'bench/rivals/express-prisma.mjs', few, FEW);
  const stakaMany = await start('staka-many', STAKA, many, MANY);
  const floorMany = await start('fastify-many', 'bench/rivals/fastify-sqlite.mjs', many, MANY);
  await assertSamePage(FEW, staka, floor, prisma);
  await assertSamePage(MANY, stakaMany, floorMany);

  const names = ['staka', 'fastify', 'prisma', 'staka-many', 'fastify-many'];
  const of = await interleave(load, names, { connections: CONNECTIONS });
  const [ours, theirs, express, oursMany, theirsMany] = [
    of('staka'),
    of('fastify'),
    of('prisma'),
    of('staka-many'),
    of('fastify-many'),
  ];
  return {
    figures: [
      rate('to Fastify + node:sqlite, 100,000 messages', ours, theirs, 0.85),
      rate('to Fastify + node:sqlite, 1,000,000 messages', oursMany, theirsMany, 0.85),
      rate('to Express + Prisma Client', ours, express, 5),
      p99('p99 to Fastify + node:sqlite', ours, theirs),
      rate('1,000,000 messages to 100,000', oursMany, ours, 0.9),
      rate('the same of Fastify + node:sqlite', theirsMany, theirs),
    ],
    measured: Object.fromEntries(names.map((name) => [name, of(name)])),
  };
}

async function onPostgresql({ folder, load }: BenchContext): Promise<Outcome> {
  await using database = await seedPostgresql(POSTGRESQL, FEW);
  if (!database) return { figures: [], measured: {}, missing: ['conversation on PostgreSQL: no server answers'] };
  await using staka = await startIn(join(folder, 'pg-staka'), STAKA, database.url);
  await using floor = await startIn(join(folder, 'pg-fastify'), 'bench/rivals/fastify-postgresql.mjs', database.url);
  load.define({ name: 'pg-staka', port: staka.port, requests: pageRequests(FEW) });
  load.define({ name: 'pg-fastify', port: floor.port, requests: pageRequests(FEW) });
  await assertSamePage(FEW, staka, floor);
  const of = await interleave(load, ['pg-staka', 'pg-fastify'], { connections: CONNECTIONS });
  const [ours, theirs] = [of('pg-staka'), of('pg-fastify')];
  return {
    figures: [
      rate('PostgreSQL: to Fastify + pg', ours, theirs, 0.85),
      p99('PostgreSQL: p99 to Fastify + pg', ours, theirs),
    ],
    measured: { staka: ours, fastify: theirs },
  };
}

async function startIn(folder: string, program: string, url: string): Promise<Server> {
  await mkdir(folder);
  const options = { folder, environment: { DATABASE_URL: url } };
  return program === STAKA ? startStaka(options) : startServer(program, options);
}

/** Different ones of people that are there, each for a page of their conversation. */
export function pageRequests(messages: number): string[] {
  const commandes = messages / MESSAGES_PER_COMMANDE;
  return Array.from({ length: REQUESTS }, (_, index) => requestText(pageOf((index * 7919) % commandes)));
}

function pageOf(commande: number) {
  return {
    path: `/api/commandes/${idOf('commande', commande)}/messages?limit=20`,
    headers: { authorization: `Bearer ${tokenOf(clientOf(commande))}` },
  };
}

/** Whoever answers less has less to do. */
async function assertSamePage(messages: number, ...servers: Server[]): Promise<void> {
  const { path, headers } = pageOf((messages / MESSAGES_PER_COMMANDE) >> 1);
  const [first, ...others] = await Promise.all(
    servers.map(async ({ url }) => (await fetch(url + path, { headers })).json() as Promise<{ items: unknown[] }>), // compared below, whatever it is
  );
  assert.equal(first?.items.length, 20);
  for (const other of others) assert.deepEqual(other, first);
}

function rate(name: string, ours: Measured, theirs: Measured, atLeast?: number): Figure {
  return {
    name,
    staka: `${ours.perSecond.toFixed(0)}/s`,
    rival: `${theirs.perSecond.toFixed(0)}/s`,
    measured: ratioOf('perSecond', ours, theirs),
    ...(atLeast === undefined ? {} : { wanted: { atLeast } }),
  };
}

function p99(name: string, ours: Measured, theirs: Measured): Figure {
  return {
    name,
    staka: `${ours.p99.toFixed(1)} ms`,
    rival: `${theirs.p99.toFixed(1)} ms`,
    measured: ratioOf('p99', ours, theirs),
    wanted: { atMost: 1.3 },
  };
}
