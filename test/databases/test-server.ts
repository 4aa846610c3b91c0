import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { migrate } from '#ops/migrate/migrate.ts';
import { readMigrations } from '#ops/migrate/migration-files.ts';
import { METADATA } from '#platform/db/metadata.gen.ts';

/** Where the tests get their databases of one kind. */
export interface TestServer {
  readonly name: 'sqlite' | 'postgresql' | 'mysql';
  readonly title: string;
  /** Without a password. */
  readonly address: string;
  readonly reachable: boolean;
  /** An empty, migrated database that nobody else has until it is released. */
  take(): Promise<TakenDatabase>;
  dropAll(): Promise<void>;
}

export interface TakenDatabase {
  readonly url: string;
  empty(): Promise<void>;
  release(): Promise<void>;
}

export const TABLES: readonly string[] = Object.keys(METADATA);

/** Those of which a trigger keeps rows from being deleted. */
export const KEPT_TABLES = ['audit_entries', 'invoices'] as const;

/** What the databases kept for the next run are named by: another migration makes others. */
export async function migrationsVersion(provider: TestServer['name']): Promise<string> {
  const migrations = await readMigrations(provider);
  const hash = createHash('sha256');
  for (const { name, up } of migrations) hash.update(name).update(up);
  return hash.digest('hex').slice(0, 10);
}

/** Brings a kept database up to date; one that a killed run left half-way is made anew. */
export async function migrateOrRemake(
  url: string,
  { make, drop }: { make: () => Promise<unknown>; drop: () => Promise<unknown> },
): Promise<void> {
  await make();
  try {
    await migrate({ url });
  } catch {
    await drop();
    await make();
    await migrate({ url });
  }
}

export function withDatabase(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

export function isReachable(address: string, defaultPort: number): Promise<boolean> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: port ? Number(port) : defaultPort, timeout: 15_000 });
    const answer = (reachable: boolean) => {
      socket.destroy();
      resolve(reachable);
    };
    socket.on('connect', () => answer(true));
    socket.on('error', () => answer(false));
    socket.on('timeout', () => answer(false));
  });
}
