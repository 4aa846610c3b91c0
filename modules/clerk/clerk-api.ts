import { setTimeout as wait } from 'node:timers/promises';
import { clerkErrors } from './errors.ts';

const PAGE = 100;
const TIMEOUT_MS = 30_000;
const ATTEMPTS = 6;
const MAX_WAIT_SECONDS = 60;

export interface ClerkApi {
  readonly base: string;
  readonly secretKey: string;
}

/** Every user of the instance, oldest first, so that whoever is added meanwhile comes at the end. */
export async function* listUsers(api: ClerkApi): AsyncGenerator<unknown> {
  for (let offset = 0; ; offset += PAGE) {
    const page = await ask(api, `/v1/users?limit=${PAGE}&offset=${offset}&order_by=%2Bcreated_at`);
    if (!Array.isArray(page)) throw clerkErrors.CLERK_API_FAILED({ status: 200 });
    yield* page;
    if (page.length < PAGE) return;
  }
}

/** Null when there is no such user any more. */
export async function fetchUser(api: ClerkApi, id: string): Promise<unknown> {
  return ask(api, `/v1/users/${encodeURIComponent(id)}`);
}

/** Waits as long as the API asks for when it has been asked too often. */
async function ask({ base, secretKey }: ClerkApi, path: string): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(base + path, {
      headers: { authorization: `Bearer ${secretKey}`, accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause: unknown) => {
      throw clerkErrors.CLERK_API_FAILED({ status: '–' }, { cause });
    });
    if (answer.ok) return answer.json();
    await answer.body?.cancel();
    if (answer.status === 404) return null;
    const isBusy = answer.status === 429 || answer.status >= 500;
    if (!isBusy || attempt === ATTEMPTS) throw clerkErrors.CLERK_API_FAILED({ status: answer.status });
    await wait(1000 * secondsToWait(answer, attempt));
  }
}

function secondsToWait({ headers }: Response, attempt: number): number {
  const asked = Number(headers.get('retry-after') ?? Number.NaN);
  return Math.min(Number.isFinite(asked) && asked >= 0 ? asked : 2 ** attempt, MAX_WAIT_SECONDS);
}
