import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { before, beforeEach, test } from 'node:test';
import { WebSocket } from 'ws';
import { clerkUser, deliver, WEBHOOK_SECRET } from '#modules/clerk/factory.ts';
import { aCommande } from '#modules/commandes/factory.ts';
import { beginId, offsetOf } from '#modules/files/tus-client.fixture.ts';
import { startTestApp, type TestApp, type TestCall } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { type MaintenanceOrder, readMaintenance, turnMaintenanceOff, turnMaintenanceOn } from './maintenance.ts';

const SECRET = 'la clé sous le pot';
const BROWSER = { accept: 'text/html,application/xhtml+xml', 'accept-language': 'en-GB,en;q=0.8' };

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database, {}, { CLERK_WEBHOOK_SECRET: WEBHOOK_SECRET });
  });
  beforeEach(() => app.context.maintenance.refresh());

  const on = async (order: Partial<MaintenanceOrder> = {}) => {
    const state = await turnMaintenanceOn(database.db, {
      message: null,
      retryAfterSeconds: 60,
      secret: null,
      ...order,
    });
    await app.context.maintenance.refresh();
    return state;
  };
  const off = async () => {
    await turnMaintenanceOff(database.db);
    await app.context.maintenance.refresh();
  };
  const status = async (call: TestCall) => (await app.call(call)).status;
  const open = (secret: string) => app.call({ url: `/?secret=${encodeURIComponent(secret)}`, headers: BROWSER });

  test('a program is told by a problem when to come back, before anything else of it is looked at', async () => {
    await on({ message: 'Retour à 14 h.', retryAfterSeconds: 90 });
    for (const url of ['/api/commandes', '/auth/login', '/nowhere', '/ws', '/api/docs/json']) {
      const { status, headers, body } = await app.call({ url, method: url.endsWith('login') ? 'POST' : 'GET' });
      assert.deepEqual([status, headers['retry-after'], body.code], [503, '90', 'MAINTENANCE'], url);
      assert.equal(body.detail, 'Maintenance en cours. Retour à 14 h.');
    }
    await off();
    assert.equal(await status({ url: '/api/commandes' }), 401);
  });

  test('a browser gets a page in its language, which runs nothing, fetches nothing and looks again by itself', async () => {
    await on({ message: '<script>Back</script> soon' });
    const english = await app.call({ url: '/app/commandes', headers: BROWSER });
    assert.deepEqual([english.status, english.headers['content-language']], [503, 'en']);
    assert.match(english.text, /<html lang="en">[\s\S]*content="30"[\s\S]*&lt;script&gt;Back&lt;\/script&gt; soon/);
    assert.doesNotMatch(english.text, /<script|src=|https?:/);
    assert.match(String(english.headers['content-security-policy']), /^default-src 'none';style-src 'sha256-[^;]+';/);
    const french = await app.call({ url: '/', headers: { ...BROWSER, 'accept-language': 'fr' } });
    assert.match(french.text, /<html lang="fr">[\s\S]*Maintenance en cours/);
  });

  test('monitors and webhooks come in as ever, and what a webhook says is kept', async () => {
    await on();
    const { status: health, body } = await app.call({ url: '/health' });
    assert.deepEqual([health, body.status, body.maintenance], [200, 'OK', true]);
    assert.equal((await deliver(app, { type: 'user.created', data: clerkUser() })).status, 200);
    assert.equal((await database.db.selectFrom('received_webhooks').select('id').execute()).length, 1);
    await off();
    assert.equal((await app.call({ url: '/api/health' })).body.maintenance, false);
  });

  test('whoever knows the secret gets a cookie and passes with it; it is kept nowhere', async () => {
    const person = await app.signIn('ADMIN');
    assert.equal((await on({ secret: SECRET })).hasSecret, true);
    const { status: code, headers } = await open(SECRET);
    const cookie = String(headers['set-cookie']);
    assert.deepEqual([code, headers.location], [302, '/']);
    assert.match(cookie, /^staka_maintenance=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    const pass = cookie.split(';', 1)[0] ?? '';
    assert.equal(await status({ url: '/auth/me', as: person, headers: { cookie: pass } }), 200);
    const row = JSON.stringify(await database.db.selectFrom('maintenance').selectAll().execute());
    for (const said of [row, ...app.logLines]) assert.ok(!said.includes(SECRET) && !said.includes(pass.slice(18)));
    await on({ secret: SECRET });
    assert.equal(await status({ url: '/auth/me', as: person, headers: { cookie: pass } }), 503);
  });

  test('a wrong secret, or one where none was given, opens nothing, nor does trying many', async () => {
    const cookie = 'staka_maintenance=x';
    await on();
    assert.equal((await open('undefined')).status, 503);
    await on({ secret: SECRET });
    const wrong = await open('la clé sur le pot');
    assert.deepEqual([wrong.status, wrong.headers['set-cookie']], [503, undefined]);
    assert.equal(await status({ url: `/app?secret=${SECRET}`, headers: { ...BROWSER, cookie } }), 503);
    for (let tries = 0; tries < 10; tries += 1) await app.call({ url: '/?secret=x', headers: BROWSER });
    assert.equal((await open(SECRET)).status, 503);
  });

  test('an upload under way is finished, and the next one waits', async () => {
    const server = await address();
    const as = await app.signIn('USER');
    const [client, bytes] = [{ server, as }, Buffer.from('Chapitre premier. '.repeat(20))];
    const commandeId = await aCommande(database.db, { client: as });
    const id = await beginId(client, { bytes, commandeId });
    const sending = request(`${server}/api/uploads/${id}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${as.token}`,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': bytes.length,
        expect: '100-continue',
      },
    });
    const answered = once(sending, 'response');
    await once(sending, 'continue');
    await on();
    assert.equal(await offsetOf(client, id), null);
    sending.end(bytes);
    const [answer] = await answered;
    answer.resume();
    assert.equal(answer.statusCode, 204);
    await off();
  });

  test('screens are told by their sockets, which come back once it is over', async () => {
    const server = (await address()).replace('http', 'ws');
    const person = await app.signIn('USER');
    const connect = () => new WebSocket(`${server}/ws`, { headers: { authorization: `Bearer ${person.token}` } });
    const socket = connect();
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await on();
    assert.equal((await closed)[0], 4503);
    const [error] = await once(connect(), 'error');
    assert.match(String(error), /503/);
    await off();
    const back = connect();
    await once(back, 'open');
    back.terminate();
  });

  test('who turned it on and off is in the audit log, and changing it keeps when it began', async () => {
    const first = await on({ secret: SECRET });
    const second = await on({ message: 'Encore un peu.' });
    assert.deepEqual([second.startedAt, second.hasSecret], [first.startedAt, false]);
    assert.deepEqual(await readMaintenance(database.db), second);
    assert.deepEqual([await turnMaintenanceOff(database.db), await turnMaintenanceOff(database.db)], [true, false]);
    const entries = await database.db.selectFrom('audit_entries').select(['action', 'data']).orderBy('id').execute();
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['maintenance.on', 'maintenance.on', 'maintenance.off'],
    );
    assert.ok(!JSON.stringify(entries).includes(SECRET));
  });

  let listening: Promise<string> | undefined;
  const address = () => {
    listening ??= app.listen();
    return listening;
  };
});
