import type { Context } from '#platform/context.ts';
import { LIMITS, type StudioReader } from '../reader.ts';
import { readerAccount } from './account.ts';

/** The columns that may be read, by table. */
export type Readable = Readonly<Record<string, readonly string[]>>;

type Place = Pick<Context, 'config' | 'secrets' | 'log'>;

const AGAIN_MS = 60_000;

/** Opens the reader when it is first asked for, and keeps it; null where the database lets us have none. */
export class ReaderKeeper {
  readonly #place: Place;
  #opening: Promise<StudioReader | null> | undefined;
  #failedAt = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  async get(readable: Readable): Promise<StudioReader | null> {
    if (this.#failedAt !== 0 && Date.now() - this.#failedAt > AGAIN_MS) this.#opening = undefined;
    this.#opening ??= this.#open(readable);
    return this.#opening;
  }

  async close(): Promise<void> {
    await (await this.#opening)?.close();
  }

  async #open(readable: Readable): Promise<StudioReader | null> {
    this.#failedAt = 0;
    try {
      return await openReader(this.#place, readable);
    } catch (error) {
      this.#failedAt = Date.now();
      this.#place.log.warn({ err: error }, 'data browser: no account that only reads; SQL queries are closed');
      return null;
    }
  }
}

/** @throws when there is no account that is held to what may be read, and none can be made */
export async function openReader(
  place: Place,
  readable: Readable,
  milliseconds: number = LIMITS.milliseconds,
): Promise<StudioReader> {
  const url = place.secrets.directUrl ?? place.secrets.databaseUrl;
  if (url.startsWith('file:')) {
    const { openSqliteReader } = await import('./sqlite.ts');
    return openSqliteReader(sqlitePath(url), milliseconds);
  }
  const account = readerAccount(place, identityOf(url));
  if (/^postgres(ql)?:/.test(url)) {
    const postgresql = await import('./postgresql.ts');
    // Somebody with more rights may have made it: then it need not be ours to make.
    await postgresql.makePostgresqlAccount(account, url, readable).catch((error) => sayNotMade(place, error));
    return postgresql.openPostgresqlReader(account, url, milliseconds);
  }
  const mysql = await import('./mysql.ts');
  await mysql.makeMysqlAccount(account, url, readable).catch((error) => sayNotMade(place, error));
  return mysql.openMysqlReader(account, url, milliseconds);
}

/** What somebody with more rights may run so that there is one; nothing on SQLite, which needs none. */
export async function readerStatements(place: Omit<Place, 'log'>, readable: Readable): Promise<string[]> {
  const url = place.secrets.directUrl ?? place.secrets.databaseUrl;
  if (url.startsWith('file:')) return [];
  const account = readerAccount(place, identityOf(url));
  if (/^postgres(ql)?:/.test(url))
    return (await import('./postgresql.ts')).postgresqlStatements(account, url, readable);
  return (await import('./mysql.ts')).mysqlStatements(account, url, readable);
}

function sayNotMade({ log }: Place, error: unknown): void {
  log.info({ err: error }, 'data browser: the account that only reads could not be made or brought up to date');
}

/** What tells one database from another on the same server: where it is, not who asks. */
export function identityOf(url: string): string {
  const { pathname, searchParams } = new URL(url);
  return `${pathname}?${searchParams.get('schema') ?? ''}`;
}

function sqlitePath(url: string): string {
  const path = url.slice('file:'.length).replace(/\?.*$/, '');
  return path.startsWith('//') ? path.slice(2) : path;
}
