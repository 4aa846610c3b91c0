import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';

const COOKIE = (person: TestPerson) => ({ cookie: `staka_session=${person.token}` });

eachDatabase((database) => {
  let server: TestApp;
  let author: TestPerson;

  before(async () => {
    server = await startTestApp(database);
  });

  test('health is OK while the database answers, at the root and under /api', async () => {
    for (const url of ['/health', '/api/health']) {
      const { status, body } = await server.call({ url });
      assert.equal(status, 200);
      assert.equal(body.status, 'OK');
      assert.ok(!Number.isNaN(Date.parse(body.timestamp)));
    }
  });

  test('every answer forbids inline scripts and styles, errors and unknown addresses included', async () => {
    for (const url of ['/health', '/api/auth/me', '/nowhere', '/%', '/api/docs']) {
      const { headers } = await server.call({ url });
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /default-src 'none'/, url);
      assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval/, url);
      assert.equal(headers['x-content-type-options'], 'nosniff', url);
    }
  });

  test('a failure is a problem in the language of the reader, with the reference of its request', async () => {
    const french = await server.call({ url: '/api/auth/me' });
    assert.equal(french.headers['content-type'], 'application/problem+json');
    assert.equal(french.body.detail, 'Connectez-vous pour continuer.');
    assert.equal(french.body.instance, french.headers['x-request-id']);
    const english = await server.call({ url: '/api/auth/me', headers: { 'accept-language': 'en' } });
    assert.equal(english.body.detail, 'Sign in to continue.');
    assert.equal(english.body.code, 'AUTH_REQUIRED');
  });

  test('the type of a problem leads to its explanation', async () => {
    const { body: problem } = await server.call({ url: '/nowhere' });
    const { status, body } = await server.call({ url: problem.type });
    assert.equal(status, 200);
    assert.equal(body.code, 'NOT_FOUND');
  });

  test('each field that is wrong is named, and an unknown one is not ignored', async () => {
    const call = { method: 'POST' as const, url: '/auth/login', body: { email: 3, motDePasse: 'x' } };
    const { status, body } = await server.call(call);
    assert.equal(status, 400);
    assert.deepEqual(body.errors.map(({ field }: { field: string }) => field).sort(), [
      'email',
      'motDePasse',
      'password',
    ]);
  });

  test('a body that is no JSON, or of another kind, is refused without a trace of the parser', async () => {
    const broken = await postAs('{"email":', 'application/json');
    assert.deepEqual([broken.status, broken.body.code], [400, 'REQUEST_MALFORMED']);
    const other = await postAs('<a/>', 'application/xml');
    assert.deepEqual([other.status, other.body.code], [415, 'UNSUPPORTED_MEDIA_TYPE']);
    assert.doesNotMatch(broken.text + other.text, /SyntaxError|node_modules|at /);
  });

  test('a body over the limit is refused', async () => {
    const { status, body } = await postAs(JSON.stringify({ email: 'x'.repeat(1_100_000) }), 'application/json');
    assert.deepEqual([status, body.code], [413, 'PAYLOAD_TOO_LARGE']);
  });

  test('a change sent by the page of another site is refused, cookie or not', async () => {
    author = await server.signIn('USER');
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', authorization: 'Basic eDp5' },
    ]) {
      const call = {
        method: 'POST' as const,
        url: '/api/commandes',
        body: { titre: 'Forgé' },
        headers: { ...COOKIE(author), ...headers },
      };
      const { status, body } = await server.call(call);
      assert.deepEqual([status, body.code], [403, 'CSRF_REFUSED']);
    }
  });

  test('a cookie without any word of where the request comes from changes nothing, but may read', async () => {
    author = await server.signIn('USER');
    const write = await server.call({
      method: 'POST',
      url: '/api/commandes',
      body: { titre: 'Sans origine' },
      headers: COOKIE(author),
    });
    assert.equal(write.body.code, 'CSRF_REFUSED');
    const read = await server.call({ url: '/api/auth/me', headers: COOKIE(author) });
    assert.equal(read.status, 200);
  });

  test('a page of ours may change things with the cookie', async () => {
    author = await server.signIn('USER');
    const headers = { ...COOKIE(author), 'sec-fetch-site': 'same-origin' };
    const { status } = await server.call({
      method: 'POST',
      url: '/api/commandes',
      body: { titre: 'Le Nôtre' },
      headers,
    });
    assert.equal(status, 201);
  });

  test('whoever is not signed in learns nothing of what a route takes', async () => {
    const { status, body } = await server.call({ method: 'POST', url: '/api/commandes', body: { wrong: true } });
    assert.deepEqual([status, body.code, body.errors], [401, 'AUTH_REQUIRED', undefined]);
  });

  test('too many changes in a minute are put off, with the seconds to wait', async () => {
    author = await server.signIn('USER');
    const readAll = { method: 'PUT' as const, url: '/api/notifications/lecture', as: author };
    const refused = [];
    for (let sent = 0; sent < 245; sent += 1) {
      const answer = await server.call(readAll);
      if (answer.status === 429) refused.push(answer);
    }
    assert.equal(refused.length, 5);
    assert.equal(refused[0]?.body.code, 'RATE_LIMITED');
    assert.ok(Number(refused[0]?.headers['retry-after']) > 0);
  });

  test('long answers are compressed for whoever can read that', async () => {
    const { headers } = await server.call({ url: '/api/openapi.json', headers: { 'accept-encoding': 'br' } });
    assert.equal(headers['content-encoding'], 'br');
  });

  test('the reference describes every route, and no address twice', async () => {
    const { body } = await server.call({ url: '/api/openapi.json' });
    assert.equal(body.openapi, '3.1.0');
    assert.ok(body.paths['/api/commandes/{id}/statut'].put.responses['200']);
    assert.ok(Object.keys(body.paths).every((path) => path.startsWith('/api/')));
  });

  test('the log names the request and the person, never the query or the token', async () => {
    author = await server.signIn('USER');
    await server.call({ url: '/api/auth/me?secret=canary', as: author });
    const line = server.logLines.findLast((candidate) => candidate.includes('/api/auth/me')) ?? '';
    assert.match(line, new RegExp(`"userId":"${author.id}"`));
    assert.ok(server.logLines.every((candidate) => !candidate.includes('canary') && !candidate.includes(author.token)));
  });

  function postAs(payload: string, type: string) {
    return server.app
      .inject({ method: 'POST', url: '/auth/login', payload, headers: { 'content-type': type } })
      .then((response) => ({ status: response.statusCode, text: response.body, body: response.json() }));
  }
});
