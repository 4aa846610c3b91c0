import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from './bench.ts';
import type { Outcome } from './figure.ts';
import { requestText } from './load/load.ts';
import { CLIENTS, tokenOf } from './seed/people.ts';
import { seedSqlite } from './seed/seed.ts';
import { type Server, startServer, startStaka } from './servers.ts';
import { interleave, ratioOf } from './slices.ts';

/** Who signs up at the rival; each may ask as often as they like there. */
const PEOPLE = 200;
const CONNECTIONS = 32;

/** `GET /auth/me` beside Better Auth's `get-session`: each looks the session up in an SQLite file, for many people in turn. */
export async function whoAmI({ folder, load }: BenchContext): Promise<Outcome> {
  const url = await seedSqlite(join(folder, 'staka.db'), 1_000);
  await mkdir(join(folder, 'rival'));
  await using staka = await startStaka({ folder, environment: { DATABASE_URL: url } });
  await using rival = await startServer('bench/rivals/better-auth.mjs', {
    folder: join(folder, 'rival'),
    environment: { DATABASE_URL: `file:${join(folder, 'rival', 'better-auth.db')}` },
  });
  load.define({
    name: 'staka',
    port: staka.port,
    requests: Array.from({ length: CLIENTS }, (_, person) =>
      requestText({ path: '/auth/me', headers: { authorization: `Bearer ${tokenOf(person)}` } }),
    ),
  });
  load.define({ name: 'better-auth', port: rival.port, requests: await rivalRequests(rival) });
  const of = await interleave(load, ['staka', 'better-auth'], { connections: CONNECTIONS });
  const [ours, theirs] = [of('staka'), of('better-auth')];
  return {
    figures: [
      {
        name: 'to get-session of Better Auth',
        staka: `${ours.perSecond.toFixed(0)}/s`,
        rival: `${theirs.perSecond.toFixed(0)}/s`,
        measured: ratioOf('perSecond', ours, theirs),
        wanted: { atLeast: 3 },
      },
    ],
    measured: { staka: ours, 'better-auth': theirs },
  };
}

/** Everybody signs up, and asks with the cookie they were given. */
async function rivalRequests({ url }: Server): Promise<string[]> {
  const requests: string[] = [];
  for (let person = 0; person < PEOPLE; person += 1) {
    const cookie = await signUp(url, person);
    requests.push(requestText({ path: '/api/auth/get-session', headers: { cookie } }));
  }
  const answer = await fetch(`${url}/api/auth/get-session`, { headers: { cookie: await signUp(url, PEOPLE) } });
  const body: unknown = await answer.json();
  if (body === null) throw new Error('Better Auth does not know who asks.');
  return requests;
}

async function signUp(url: string, person: number): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({
      name: `Camille ${person}`,
      email: `personne-${person}@example.com`,
      password: 'correct horse battery',
    }),
  });
  if (!answer.ok) throw new Error(`Better Auth took nobody in: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}
