import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Deployment, type Installation, localUrl } from './deployment.ts';
import { findReds, newReds } from './doctor.ts';
import { deployErrors } from './errors.ts';

const ANSWER_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 150;
/** Whoever is told to wait was answered. */
const TOO_MANY = 429;
/** The start of a process is told in whole seconds. */
const ROUNDED_MS = 1_500;

export interface Expected {
  /** `http://127.0.0.1:3001` */
  readonly url: string;
  readonly commit: string;
  /** When it was restarted; what began before is another process. */
  readonly since: Date;
  readonly waitSeconds: number;
  readonly metricsToken: string | null;
}

/** What the restarted server of this installation is expected to be. */
export function expectedServer(deployment: Deployment, commit: string): Expected {
  const { config, secrets, state } = deployment;
  return {
    url: localUrl(deployment),
    commit,
    since: new Date(state.restartedAt ?? 0),
    waitSeconds: config.deployWaitSeconds,
    metricsToken: secrets.metricsToken,
  };
}

/**
 * Returns once the server is healthy, began after the restart, and runs that very commit.
 * @returns its version and commit, as it says itself
 * @throws DEPLOY_NOT_HEALTHY
 */
export async function awaitServer(expected: Expected): Promise<string> {
  const deadline = Date.now() + expected.waitSeconds * 1000;
  for (;;) {
    const found = await look(expected).catch((error: unknown) => ({ isRight: false, said: saidBy(error) }));
    if (found.isRight) return found.said;
    if (Date.now() > deadline)
      throw deployErrors.DEPLOY_NOT_HEALTHY({ seconds: expected.waitSeconds, found: found.said });
    await wait(LOOK_EVERY_MS);
  }
}

async function look({ url, commit, since, metricsToken }: Expected): Promise<{ isRight: boolean; said: string }> {
  const health = await ask(`${url}/health`);
  if (health.status !== 200) return { isRight: false, said: `/health ${health.status} ${health.text.slice(0, 300)}` };
  const headers = metricsToken === null ? {} : { authorization: `Bearer ${metricsToken}` };
  const metrics = await ask(`${url}/metrics`, { headers });
  const info = /^staka_info\{(.*)\} 1$/m.exec(metrics.text)?.[1] ?? '';
  const began = Number(/^process_start_time_seconds (\d+)$/m.exec(metrics.text)?.[1] ?? 0) * 1000;
  // To whoever is not on this machine, and has no METRICS_TOKEN, it says nothing; a Staka of before told no commit.
  if (metrics.status === 404) return { isRight: true, said: '/health 200' };
  const isThatCode = info.includes(`commit="${commit}"`) || (info !== '' && !info.includes('commit='));
  const isRight = isThatCode && began + ROUNDED_MS >= since.getTime();
  if (isRight) return { isRight, said: info };
  const expected = `commit="${commit}", since ${since.toISOString()}`;
  const found = `${info || `/metrics ${metrics.status}`}, since ${new Date(began).toISOString()}`;
  return { isRight, said: `${found}; expected: ${expected}` };
}

/**
 * What people come for: the application, its API, and signing in, which is refused to whoever is nobody.
 * @throws DEPLOY_PAGE_WRONG
 */
export async function visitPages(url: string, secret: string | null): Promise<readonly string[]> {
  const cookie = secret === null ? '' : await passOf(url, secret);
  // Somebody else each time: guessing at one address is slowed down.
  const nobody = JSON.stringify({ email: `${randomUUID()}@deploy.invalid`, password: 'nobody-at-all' });
  const headers = { cookie };
  const pages = [
    { page: 'GET /app', expected: '200 text/html', answer: await ask(`${url}/app`, { headers }) },
    {
      page: 'GET /api/openapi.json',
      expected: '200 application/json',
      answer: await ask(`${url}/api/openapi.json`, { headers }),
    },
    {
      page: 'POST /auth/login',
      expected: '401 application/problem+json',
      answer: await ask(`${url}/auth/login`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: nobody,
      }),
    },
  ];
  for (const { page, expected, answer } of pages) {
    const found = `${answer.status} ${answer.type}`;
    if (found !== expected && answer.status !== TOO_MANY)
      throw deployErrors.DEPLOY_PAGE_WRONG({ page, found, expected });
  }
  return pages.map(({ page, expected }) => `${page} ${expected.slice(0, 3)}`);
}

/** The cookie that lets through a maintenance; none where there is no maintenance. */
async function passOf(url: string, secret: string): Promise<string> {
  const answer = await fetch(`${url}/?secret=${encodeURIComponent(secret)}`, {
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  await answer.body?.cancel();
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

/** @throws DEPLOY_NEW_REDS */
export async function refuseNewReds(installation: Pick<Installation, 'root' | 'config'>, before: readonly string[]) {
  const names = newReds(before, await findReds(installation));
  if (names.length > 0) throw deployErrors.DEPLOY_NEW_REDS({ names: names.join(', ') });
}

async function ask(url: string, init: RequestInit = {}): Promise<{ status: number; type: string; text: string }> {
  const answer = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
  return { status: answer.status, type, text: await answer.text() };
}

function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
