import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '#test/services.ts';
import type { BenchContext } from './bench.ts';
import type { Outcome } from './figure.ts';
import { tokenOf } from './seed/people.ts';
import { seedSqlite } from './seed/seed.ts';
import { ROOT, startStaka } from './servers.ts';
import { median } from './slices.ts';

const ROUNDS = 5;
const SESSION_COOKIE = 'staka_session';

interface FirstLoad {
  /** As they came over the wire, headers included. */
  readonly bytes: number;
  readonly requests: number;
  /** Largest Contentful Paint, milliseconds. */
  readonly lcp: number;
  /** What each task took beyond 50 ms, in all: milliseconds. */
  readonly blocking: number;
}

/** The first visit to `/app` of an author who is signed in, with nothing in the cache. */
export async function firstLoad({ folder }: BenchContext): Promise<Outcome> {
  const executablePath = findChromium();
  if (executablePath === null) return { figures: [], measured: {}, missing: ['first-load: there is no Chromium here'] };
  buildWeb();
  const url = await seedSqlite(join(folder, 'staka.db'), 100_000);
  await using staka = await startStaka({ folder, environment: { DATABASE_URL: url } });
  await using browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const rounds: FirstLoad[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await visit(browser, staka.url, round));
  const of = (key: keyof FirstLoad) => median(rounds.map((round) => round[key]));
  return {
    figures: [
      {
        name: 'first load of /app, over the wire',
        staka: `${of('requests')} requests`,
        rival: '',
        measured: of('bytes') / 1000,
        unit: ' kB',
      },
      { name: 'largest contentful paint', staka: '', rival: '', measured: of('lcp'), unit: ' ms' },
      { name: 'blocking time', staka: '', rival: '', measured: of('blocking'), unit: ' ms' },
    ],
    measured: { rounds },
  };
}

function buildWeb(): void {
  const program = `const { buildWebIfChanged } = await import('./bin/build-web.mjs'); buildWebIfChanged(process.execPath);`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The web application could not be built.');
}

async function visit(browser: Browser, origin: string, person: number): Promise<FirstLoad> {
  const context = await browser.newContext();
  try {
    await context.addCookies([{ name: SESSION_COOKIE, value: tokenOf(person), url: origin }]);
    const page = await context.newPage();
    const wire = await listen(page);
    await page.addInitScript(OBSERVE);
    await page.goto(`${origin}/app`, { waitUntil: 'networkidle' });
    const [lcp = 0, blocking = 0] = await page.evaluate<number[]>('[window.benchLcp, window.benchBlocking]');
    return { ...wire(), lcp, blocking };
  } finally {
    await context.close();
  }
}

async function listen(page: Page): Promise<() => { bytes: number; requests: number }> {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  let requests = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await session.send('Network.enable');
  return () => ({ bytes, requests });
}

/** Runs in the page, before anything of it. */
const OBSERVE = `
  window.benchLcp = 0;
  window.benchBlocking = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.benchLcp = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.benchBlocking += Math.max(0, entry.duration - 50);
  }).observe({ type: 'longtask', buffered: true });
`;
