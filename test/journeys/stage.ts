import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { openDatabase } from '#platform/db/db.ts';
import { takeDatabase } from '#test/databases.ts';
import { findChromium } from '#test/services.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const DATABASES = ['sqlite', 'postgresql', 'mysql'] as const;

/** Staka as its users meet it: the server as `npm start` builds it, in a process of its own, and a browser for each of them. */
export interface Stage {
  readonly database: (typeof DATABASES)[number];
  /** `http://127.0.0.1:…` */
  readonly origin: string;
  readonly dataDir: string;
  /** A browser that nobody is signed in with. */
  open(viewport?: { width: number; height: number }): Promise<Page>;
  /** The link in the newest letter to this person whose subject fits. */
  linkInLetter(to: string, subject: RegExp): Promise<string>;
  /** Waits for a letter to this person whose subject fits. */
  letter(to: string, subject: RegExp): Promise<void>;
  /** So long a time goes by that nobody has just proved who they are. */
  forgetProofs(): Promise<void>;
  /** Ends the server as a power cut would (`kill -9`). */
  cut(): Promise<void>;
  /** Starts it again on the same port, with other settings when they are given. */
  start(settings?: Settings): Promise<void>;
  /** A power cut, and the server back on the same port. */
  crash(): Promise<void>;
}

/** Variables of the environment, as in docs/operations/configuration.md. */
type Settings = Readonly<Record<string, string>>;

interface StageOptions {
  /** Where the database makes no difference to what is seen, one is enough. */
  readonly databases?: readonly Stage['database'][];
  readonly settings?: Settings;
  /** How many suites of the journey may be played at a time. */
  readonly together?: number;
}

/** Plays a journey on each database this machine reaches; without Chromium the journey is named as left out. */
export function eachStage(play: (stage: () => Stage) => void, options: StageOptions = {}): void {
  const path = findChromium();
  if (path === null || !existsSync(join(ROOT, 'web', 'dist', 'index.html'))) {
    test(
      'Chromium is at hand and the web application is built',
      { skip: process.env.STAKA_TEST_SERVICES !== 'required' },
      () => assert.fail(),
    );
    return;
  }
  const { databases = DATABASES, settings = {}, together = 1 } = options;
  for (const database of databases)
    describe(database, { concurrency: together }, () => playOn({ database, path, settings }, play));
}

interface Place {
  readonly database: Stage['database'];
  /** Of Chromium. */
  readonly path: string;
  readonly settings: Settings;
}

function playOn(place: Place, play: (stage: () => Stage) => void): void {
  let stage: Stage | undefined;
  const closing = new AsyncDisposableStack();
  before(async (context) => {
    try {
      stage = await setStage(place, closing);
    } catch (error) {
      if (
        process.env.STAKA_TEST_SERVICES === 'required' ||
        place.database === 'sqlite' ||
        !/cannot be reached/.test(String(error))
      )
        throw error;
      if ('skip' in context) context.skip(String(error));
    }
  });
  after(() => closing.disposeAsync());
  play(() => {
    assert.ok(stage, 'the stage is set');
    return stage;
  });
}

async function setStage({ database, path, settings }: Place, closing: AsyncDisposableStack): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'staka-journey-'));
  closing.defer(() => rm(dataDir, { recursive: true, force: true }));
  const taken = await takeDatabase(database);
  closing.defer(() => taken.release());
  await taken.empty();
  const environment = { DATA_DIR: dataDir, DATABASE_URL: taken.url, PORT: '0', LANG: 'C.UTF-8', ...settings };
  let server = await startServer(environment);
  closing.defer(() => stopServer(server));
  const port = new URL(server.origin).port;
  const browser = await chromium.launch({ executablePath: path, args: FLAGS });
  closing.defer(() => browser.close());
  const cut = () => cutPower(server);
  const start = async (others: Settings = {}) => {
    server = await startServer({ ...environment, PORT: port, ...others });
  };
  return {
    database,
    origin: server.origin,
    dataDir,
    open: (viewport) => openPage(browser, server.origin, viewport),
    linkInLetter: async (to, subject) => linkIn(await newestLetter(server.origin, to, subject)),
    forgetProofs: () => forgetProofs(taken.url),
    letter: async (to, subject) => void (await newestLetter(server.origin, to, subject)),
    cut,
    start,
    crash: async () => {
      await cut();
      await start();
    },
  };
}

async function forgetProofs(url: string): Promise<void> {
  const db = await openDatabase({ url });
  await db
    .updateTable('user_sessions')
    .set({ authenticatedAt: new Date(0) })
    .execute();
  await db.destroy();
}

interface RunningServer {
  readonly process: ChildProcess;
  readonly origin: string;
}

async function startServer(environment: Record<string, string>): Promise<RunningServer> {
  const { NODE_ENV: _, ...inherited } = process.env;
  const server = spawn(process.execPath, [join('dist', 'server.mjs')], {
    cwd: ROOT,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: server.stdout });
  for await (const line of lines) {
    const origin = /ready: (http:\/\/[^/\s]+)/.exec(line)?.[1];
    if (origin === undefined) continue;
    server.stdout.resume();
    return { process: server, origin: origin.replace('localhost', '127.0.0.1') };
  }
  throw new Error('The server ended before it was ready.');
}

async function cutPower({ process: server }: RunningServer): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGKILL');
  await once(server, 'exit');
}

async function stopServer({ process: server }: RunningServer): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
}

async function openPage(browser: Browser, origin: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: origin,
    viewport,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => assert.fail(`A page failed: ${error.message}`));
  return page;
}

/** The text of the newest letter that fits; waits for it. */
async function newestLetter(origin: string, to: string, subject: RegExp): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { items } = await readJson<{ items: { id: string; to: string; subject: string }[] }>(
      `${origin}/api/dev/mails`,
    );
    const letter = items.find((candidate) => candidate.to === to && subject.test(candidate.subject));
    if (letter) return (await readJson<{ text: string }>(`${origin}/api/dev/mails/${letter.id}`)).text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No letter to ${to} about ${subject}`);
}

function linkIn(text: string): string {
  const link = /https?:\/\/\S+token=\S+/.exec(text)?.[0];
  assert.ok(link, `no link in: ${text}`);
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/** What the server answers is what its contract says; the tests of the API prove that. */
async function readJson<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url);
  return (await response.json()) as Answer;
}
