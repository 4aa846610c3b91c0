import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, SCOPES, type Scope } from '#platform/http/actor.ts';
import { refuseBeyondScopes } from '#platform/http/scopes.ts';
import { startTestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { withServedRoutes } from '#test/served-routes.ts';

/** Where accounts, rights and what is written about people are dealt with: here a token may do this and nothing else. */
const ABOUT_PEOPLE = /^\/api\/(auth|users\/me|admin)(\/|$)/;
const ALLOWED_ABOUT_PEOPLE = [
  'GET /api/admin/users',
  'GET /api/auth/me',
  'GET /api/users/me/preferences',
  'GET /api/users/me/profile',
  'GET /api/users/me/quota',
  'POST /api/auth/session',
];

const by = (scopes: readonly Scope[]): Actor => ({
  userId: 'u',
  role: 'ADMIN',
  sessionId: 't',
  langue: 'fr',
  via: 'bearer',
  tokenId: 't',
  scopes,
});

function codeFor(scopes: readonly Scope[], method: string, path: string): string | null {
  try {
    refuseBeyondScopes(by(scopes), { method, path });
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
  }
}

eachDatabase((database) => {
  // The routes are the same on every database.
  if (database.name !== 'sqlite') return;

  test('of all routes about people an API token with every scope may ask these alone', async () => {
    const [, served] = await withServedRoutes(() => startTestApp(database));
    const allowed = served
      .filter(({ method, url }) => method !== 'HEAD' && ABOUT_PEOPLE.test(url))
      .filter(({ method, url }) => codeFor(SCOPES, method, url) === null)
      .map(({ method, url }) => `${method} ${url}`);
    assert.deepEqual([...new Set(allowed)].sort(), ALLOWED_ABOUT_PEOPLE);
  });

  test('an alias at the root is no way around it', async () => {
    const [, served] = await withServedRoutes(() => startTestApp(database));
    for (const { method, url } of served.filter(({ url }) => url.startsWith('/auth/')))
      assert.equal(codeFor(SCOPES, method, url), codeFor(SCOPES, method, `/api${url}`), url);
  });

  test('a token that only reads changes nothing, on any route there is', async () => {
    const [, served] = await withServedRoutes(() => startTestApp(database));
    const changing = served.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method));
    assert.ok(changing.length > 50);
    const open = changing.filter(({ method, url }) => codeFor(['read'], method, url) === null);
    assert.deepEqual(
      new Set(open.map(({ method, url }) => `${method} ${url}`)),
      new Set(['POST /api/auth/session', 'POST /auth/session']),
    );
  });
});
