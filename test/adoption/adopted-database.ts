import { after } from 'node:test';
import type { Answers } from '#ops/adopt/answers.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { adoptWith, ask, build, contents } from '#test/adoption/foreign-database.ts';
import { withEmptyDatabase } from '#test/migrations/empty-databases.ts';

type Contents = Record<string, string[]>;

/** A database of another system that was adopted once, for several tests that only read it. */
export interface AdoptedDatabase {
  readonly url: string;
  readonly ask: (sql: string) => Promise<Record<string, unknown>[]>;
  /** What was in these tables before. */
  readonly before: Contents;
  readonly plan: Awaited<ReturnType<typeof adoptWith>>['plan'];
}

export interface Foreign {
  readonly statements: readonly string[];
  readonly answers?: Partial<Answers>;
  /** Tables of which the content before is wanted. */
  readonly tables?: readonly string[];
}

/** Within a suite: made when it is first asked for, dropped when the suite ends. */
export function adoptedDatabase(provider: Provider, foreign: Foreign): () => Promise<AdoptedDatabase> {
  const released = Promise.withResolvers<void>();
  let lent: Promise<void> = Promise.resolve();
  let made: Promise<AdoptedDatabase> | undefined;
  after(async () => {
    released.resolve();
    await lent;
  });
  return () => {
    if (made) return made;
    const adopted = Promise.withResolvers<AdoptedDatabase>();
    lent = withEmptyDatabase(provider, async (url) => {
      await make(url, foreign).then(adopted.resolve, adopted.reject);
      await released.promise;
    });
    made = adopted.promise;
    return made;
  };
}

async function make(url: string, { statements, answers = {}, tables = [] }: Foreign): Promise<AdoptedDatabase> {
  await build(url, statements);
  const before = await contents(url, tables);
  const { plan } = await adoptWith(url, answers);
  return { url, before, plan, ask: (sql) => ask(url, sql) };
}
