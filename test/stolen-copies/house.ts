import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestDatabase } from '#test/databases.ts';
import { type FakeClerk, startFakeClerk } from '#test/fakes/clerk.ts';
import { type FakeMailServer, startFakeMailServer } from '#test/fakes/mail-server.ts';
import { CLIENT_ID, CLIENT_SECRET, type FakeOidcProvider, startFakeOidcProvider } from '#test/fakes/oidc-provider.ts';
import { type ServerProcess, startServer } from '#test/server-process.ts';

/** Staka as it runs in production, with everything it speaks to. */
export interface House {
  readonly server: ServerProcess;
  readonly dataDir: string;
  readonly redisUrl: string;
  readonly mail: FakeMailServer;
  readonly clerk: FakeClerk;
  ask(request: Asked): Promise<Answer>;
}

export interface Asked {
  /** `GET` unless there is a body. */
  readonly method?: string;
  readonly path: string;
  readonly bearer?: string | undefined;
  readonly cookie?: string;
  readonly body?: object;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is what it is until a test has looked
  readonly body: any;
  /** Of a redirection. */
  readonly location: string;
  /** By name. */
  readonly cookies: Readonly<Record<string, string>>;
}

export async function openHouse(database: TestDatabase, redisUrl: string): Promise<House> {
  const [mail, clerk, provider] = await Promise.all([startFakeMailServer(), startFakeClerk(), startFakeOidcProvider()]);
  const dataDir = await mkdtemp(join(tmpdir(), 'staka-copies-'));
  database.defer(async () => {
    await Promise.all([mail.close(), clerk.close(), provider.close()]);
    await rm(dataDir, { recursive: true, force: true });
  });
  const server = await startServer({
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://staka.example',
    // Each request comes from a network of its own: nothing is refused for coming too often.
    TRUST_PROXY: 'loopback',
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    SMTP_URL: mail.url,
    SECRET_KEY: 'bm9ib2R5LWNvcGllcy10aGUta2V5LW9mLXRoZS1ob3VzZQ',
    CLERK_ISSUER: clerk.url,
    OIDC_PROVIDERS: providers(provider),
    LOG_LEVEL: 'trace',
  });
  database.defer(async () => void (await server.stop()));
  return { server, dataDir, redisUrl, mail, clerk, ask: asker(server.url) };
}

function providers({ issuer }: FakeOidcProvider): string {
  return JSON.stringify([
    { name: 'atelier', label: 'L’Atelier', issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
  ]);
}

function asker(origin: string): House['ask'] {
  let asked = 0;
  return async ({ path, bearer, cookie, body, method = body ? 'POST' : 'GET' }) => {
    asked += 1;
    const network = `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`;
    const answer = await fetch(origin + path, {
      method,
      redirect: 'manual',
      headers: {
        'x-forwarded-for': network,
        'sec-fetch-site': 'same-origin',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: text.startsWith('{') ? JSON.parse(text) : undefined,
      location: answer.headers.get('location') ?? '',
      cookies: Object.fromEntries(answer.headers.getSetCookie().map(nameAndValue)),
    };
  };
}

function nameAndValue(line: string): [string, string] {
  const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=');
  return [name, value];
}
