import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { buildApp, modules } from '#app';
import { aSession } from '#modules/sessions/factory.ts';
import { openContext } from '#platform/boot/open-context.ts';
import { type Config, loadConfig } from '#platform/config/config.ts';
import type { Environment } from '#platform/config/env.ts';
import type { Context } from '#platform/context.ts';
import type { Role, UserRow } from '#platform/db/database.gen.ts';
import { newId } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import type { Letter, Mailer } from '#platform/mail/mailer.ts';
import type { TestDatabase } from '#test/databases.ts';

/** Someone who is signed in, for the tests to speak as. */
export interface TestPerson {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

export interface TestCall {
  readonly method?: InjectOptions['method'];
  readonly url: string;
  readonly as?: TestPerson | undefined;
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The parsed JSON: tests look at whatever part of it they are about. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer is what it is until a test has looked
  readonly body: any;
  readonly text: string;
}

export interface TestApp {
  readonly app: FastifyInstance;
  readonly context: Context;
  /** Every line of the log so far. */
  readonly logLines: readonly string[];
  /** The letters sent so far, once the outbox has nothing left to do. */
  letters(): Promise<readonly Letter[]>;
  call(call: TestCall): Promise<TestAnswer>;
  /** Listens on a free port of the loopback and returns `http://127.0.0.1:…`. */
  listen(): Promise<string>;
  /** A new person of this role, e-mail confirmed, with an open session. */
  signIn(role: Role, person?: Partial<Pick<UserRow, 'prenom' | 'nom' | 'email'>>): Promise<TestPerson>;
}

/**
 * The whole application on a test database, its letters kept and its log quiet; closed when the suite ends. Effects
 * run when a test asks for them: `context.outbox.drain()`, or `context.outbox.start()` for what must be live.
 */
export async function startTestApp(
  database: Pick<TestDatabase, 'url' | 'defer'>,
  settings: Partial<Config> = {},
  environment: Environment = {},
): Promise<TestApp> {
  const closing = new AsyncDisposableStack();
  database.defer(() => closing.disposeAsync());
  const dataDir = await mkdtemp(join(tmpdir(), 'staka-test-'));
  closing.defer(() => rm(dataDir, { recursive: true, force: true }));
  const own = { NODE_ENV: 'test', PASSWORD_ROUNDS: '4', DATA_DIR: dataDir, DATABASE_URL: database.url };
  const { config, secrets } = loadConfig({ ...own, ...environment });
  const logLines: string[] = [];
  const log = createLog('debug', { write: (line: string) => void logLines.push(line) });
  const effects = modules.flatMap((module) => module.effects ?? []);
  const opened = await openContext({ config: { ...config, ...settings }, secrets, log, effects }, closing);
  const letters: Letter[] = [];
  // Effects get their context from the outbox: it must be this very object.
  const context = Object.assign(opened, { mail: mailerTo(letters) });
  const app = await buildApp(context);
  closing.defer(() => app.close());
  for (const module of modules) closing.defer(module.start?.(context) ?? (() => {}));
  return {
    app,
    context,
    logLines,
    call: (call) => inject(app, call),
    listen: () => app.listen({ host: '127.0.0.1', port: 0 }),
    signIn: (role, person) => signIn(context, role, person),
    letters: async () => {
      await context.outbox.drain();
      return letters;
    },
  };
}

function mailerTo(letters: Letter[]): Mailer {
  return { send: async (letter) => void letters.push(letter), close: async () => {} };
}

async function inject(app: FastifyInstance, { method = 'GET', url, as, body, headers }: TestCall): Promise<TestAnswer> {
  const response = await app.inject({
    method,
    url,
    headers: { ...(as ? { authorization: `Bearer ${as.token}` } : {}), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    body: parseJson(response.body),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function signIn({ db }: Pick<Context, 'db'>, role: Role, person: Partial<UserRow> = {}): Promise<TestPerson> {
  const id = newId();
  const email = person.email ?? `${role.toLowerCase()}-${id}@example.com`;
  const name = { prenom: person.prenom ?? 'Camille', nom: person.nom ?? role };
  await db
    .insertInto('users')
    .values({ id, email, role, ...name, emailVerifiedAt: new Date(), onboardedAt: new Date() })
    .execute();
  return { id, email, token: await aSession(db, id) };
}
