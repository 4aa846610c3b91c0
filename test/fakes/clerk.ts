import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** A user as Clerk's API and webhooks write them. */
export interface FakeClerkUser {
  readonly id: string;
  readonly object: 'user';
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly image_url: string;
  readonly primary_email_address_id: string | null;
  readonly email_addresses: readonly {
    readonly id: string;
    readonly object: 'email_address';
    readonly email_address: string;
    readonly verification: { readonly status: string; readonly strategy: string } | null;
  }[];
  readonly banned?: boolean;
  readonly locked?: boolean;
  readonly lockout_expires_in_seconds?: number | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface FakeClerk {
  /** Of the Frontend API and of the API alike: `http://127.0.0.1:…`. */
  readonly url: string;
  readonly secretKey: string;
  readonly users: Map<string, FakeClerkUser>;
  /** How often the keys were fetched. */
  readonly keysFetched: () => number;
  /** The requests to come are answered 429, so many of them. */
  refuseNext(times: number): void;
  /** Signs a session token; `claims` and `header` say what is different from an ordinary one. */
  sign(userId: string, options?: SignOptions): Promise<string>;
  /** From now on another key signs, and the keys that are served are the new one alone. */
  rotateKeys(): Promise<void>;
  close(): Promise<void>;
}

export interface SignOptions {
  readonly claims?: JWTPayload;
  /** Of a stranger: it is served nowhere. */
  readonly withStrangeKey?: boolean;
  readonly expiresIn?: number;
}

interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: object;
}

/** Clerk's Frontend API (`/.well-known/jwks.json`) and Backend API (`/v1/users`), over HTTP on a free port. */
export async function startFakeClerk(): Promise<FakeClerk> {
  const users = new Map<string, FakeClerkUser>();
  const secretKey = 'sk_test_fake';
  const strange = await makeKey('strange');
  let key = await makeKey('first');
  let fetched = 0;
  let refusals = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/.well-known/jwks.json') {
      fetched += 1;
      return send(response, 200, { keys: [key.jwk] });
    }
    if (request.headers.authorization !== `Bearer ${secretKey}`) return send(response, 401, { errors: [] });
    if (refusals > 0) {
      refusals -= 1;
      response.setHeader('retry-after', '0');
      return send(response, 429, { errors: [{ code: 'rate_limit_exceeded' }] });
    }
    answerUsers(url, users, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  return {
    url,
    secretKey,
    users,
    keysFetched: () => fetched,
    refuseNext: (times) => {
      refusals = times;
    },
    sign: (userId, { claims = {}, withStrangeKey = false, expiresIn = 60 } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const { kid, privateKey } = withStrangeKey ? strange : key;
      return new SignJWT({ sub: userId, sid: `sess_${userId}`, azp: 'https://app.example.com', ...claims })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: withStrangeKey ? key.kid : kid })
        .setIssuer(typeof claims.iss === 'string' ? claims.iss : url)
        .setIssuedAt(now - 1)
        .setNotBefore(now - 10)
        .setExpirationTime(now + expiresIn)
        .sign(privateKey);
    },
    rotateKeys: async () => {
      key = await makeKey(`key-${Math.random()}`);
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

function answerUsers(
  url: URL,
  users: Map<string, FakeClerkUser>,
  { method }: IncomingMessage,
  response: ServerResponse,
) {
  if (method !== 'GET') return send(response, 405, { errors: [] });
  const one = /^\/v1\/users\/([^/]+)$/.exec(url.pathname)?.[1];
  if (one === 'count') return send(response, 200, { object: 'total_count', total_count: users.size });
  if (one !== undefined) {
    const user = users.get(decodeURIComponent(one));
    return user ? send(response, 200, user) : send(response, 404, { errors: [{ code: 'resource_not_found' }] });
  }
  if (url.pathname !== '/v1/users') return send(response, 404, { errors: [] });
  const limit = Math.min(Number(url.searchParams.get('limit') ?? 10), 500);
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const sorted = [...users.values()].sort((a, b) => a.created_at - b.created_at);
  return send(response, 200, sorted.slice(offset, offset + limit));
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function makeKey(kid: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}
