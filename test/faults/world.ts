import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCommande } from '#modules/commandes/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import type { Role } from '#platform/db/database.gen.ts';
import { type Db, openDatabase } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { takeDatabase } from '#test/databases.ts';

export type DatabaseName = 'sqlite' | 'postgresql' | 'mysql';

export interface Speaker {
  readonly id: string;
  readonly token: string;
}

/** A commande under way, and its two sides. */
export interface Work {
  readonly commandeId: string;
  readonly client: Speaker;
  readonly correcteur: Speaker;
}

/** A data folder and a database with people who have something to lose. */
export interface World {
  readonly dataDir: string;
  /** As the server and the harness are told; the SQLite file lies in the data folder. */
  readonly databaseUrl: string;
  /** Conversations that go on, and take manuscripts. */
  readonly conversations: readonly Work[];
  /** Each is delivered once. */
  readonly toDeliver: Work[];
  readonly dispose: () => Promise<void>;
}

export interface WorldSize {
  readonly conversations?: number;
  readonly deliveries: number;
}

export async function makeWorld(name: DatabaseName, size: WorldSize): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'staka-faults-'));
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  const database = await makeDatabase(name, dataDir);
  const people = await populate(database.url, size);
  return {
    dataDir,
    databaseUrl: database.url,
    ...people,
    dispose: async () => {
      await database.release();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Puts the people of a world into a database that is there already. */
export async function populate(
  url: string,
  { conversations = 4, deliveries }: WorldSize,
): Promise<{ conversations: Work[]; toDeliver: Work[] }> {
  const db = await openDatabase({ url });
  try {
    const correcteur = await aPerson(db, 'CORRECTOR');
    const work = async () => {
      const client = await aPerson(db, 'USER');
      return { commandeId: await aCommande(db, { client, correcteur, statut: 'EN_COURS' }), client, correcteur };
    };
    return { conversations: await several(conversations, work), toDeliver: await several(deliveries, work) };
  } finally {
    await db.destroy();
  }
}

async function makeDatabase(name: DatabaseName, dataDir: string) {
  if (name === 'sqlite') {
    const url = `file:${join(dataDir, 'staka.db')}`;
    await migrate({ url });
    return { url, release: async () => {} };
  }
  const taken = await takeDatabase(name);
  await taken.empty();
  return taken;
}

async function aPerson(db: Db, role: Role): Promise<Speaker> {
  const id = newId();
  await db
    .insertInto('users')
    .values({ id, email: `${id}@example.com`, role, prenom: 'Camille', nom: role, emailVerifiedAt: new Date() })
    .execute();
  return { id, token: await aSession(db, id) };
}

async function several<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make());
  return made;
}
