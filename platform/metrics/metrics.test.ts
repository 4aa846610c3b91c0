import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, test } from 'node:test';
import { WebSocket } from 'ws';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { renderMetrics } from './metric.ts';

const TOKEN = 'prometheus-knows-this';

eachDatabase((database) => {
  let app: TestApp;
  let server: string;
  before(async () => {
    app = await startTestApp(database, {}, { METRICS_TOKEN: TOKEN });
    server = await app.listen();
  });

  const ask = async (headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server}/metrics`, { headers });
    return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') };
  };

  test('requests are counted by route and status, with how long they took, and never by what was in the address', async () => {
    await app.call({ url: '/api/commandes/0198f2a4-0000-7000-8000-000000000000' });
    await app.call({ url: '/nowhere/at-all' });
    const { status, text, type } = await ask();
    assert.deepEqual([status, type], [200, 'text/plain; version=0.0.4; charset=utf-8']);
    assert.match(text, /^staka_http_requests_total\{method="GET",route="\/api\/commandes\/:id",status="401"\} 1$/m);
    assert.match(
      text,
      /^staka_http_request_duration_seconds_bucket\{method="GET",route="\/api\/commandes\/:id",le="\+Inf"\} 1$/m,
    );
    assert.match(text, /^staka_http_requests_total\{method="GET",route="none",status="404"\} 1$/m);
    assert.doesNotMatch(text, /0198f2a4|at-all/);
  });

  test('the outbox, the sockets, the uploads and the pool are counted as they are now', async () => {
    const person = await app.signIn('USER');
    await app.context.outbox.drain();
    const row = { name: 'test.fact', payload: '{}', createdAt: new Date(), attempts: 0 };
    const due = { availableAt: new Date(Date.now() - 60_000) };
    await database.db
      .insertInto('outbox_events')
      .values({ ...row, ...due, id: 'waiting' })
      .execute();
    await database.db
      .insertInto('outbox_events')
      .values({ ...row, ...due, id: 'dead', deadAt: new Date() })
      .execute();
    const socket = new WebSocket(`${server.replace('http', 'ws')}/ws`, {
      headers: { authorization: `Bearer ${person.token}` },
    });
    await once(socket, 'open');
    await ask();
    const { text } = await ask();
    socket.terminate();
    assert.match(text, /^staka_outbox_events\{state="waiting"\} 1\nstaka_outbox_events\{state="dead"\} 1$/m);
    assert.ok(Number(/^staka_outbox_late_seconds (\S+)$/m.exec(text)?.[1]) >= 60);
    assert.match(text, /^staka_sockets 1$/m);
    assert.match(text, /^staka_uploads 0$/m);
    assert.match(text, /^process_resident_memory_bytes \d{8,}$/m);
    assert.match(text, /^nodejs_eventloop_lag_seconds\{quantile="0.99"\} \d/m);
    assert.equal(/^staka_database_pool\{state="open"\} [1-9]/m.test(text), database.name !== 'sqlite');
  });

  if (database.name !== 'sqlite') return;

  test('nobody else learns that there is anything: neither behind a proxy nor with another token', async () => {
    const proxied = { 'x-forwarded-for': '203.0.113.7' };
    assert.equal((await ask(proxied)).status, 404);
    assert.equal((await ask({ authorization: 'Bearer prometheus-knows-that' })).status, 404);
    assert.equal((await ask({ ...proxied, authorization: `Bearer ${TOKEN}` })).status, 200);
    const elsewhere = await app.app.inject({ url: '/metrics', remoteAddress: '203.0.113.7' });
    assert.deepEqual([elsewhere.statusCode, elsewhere.json().code], [404, 'NOT_FOUND']);
  });

  test('what is in a label cannot end it', () => {
    const samples = [{ labels: { route: 'a"\\\nb' }, value: 1 }];
    const text = renderMetrics([{ name: 'x', help: 'X.', type: 'gauge', samples }]);
    assert.equal(text, '# HELP x X.\n# TYPE x gauge\nx{route="a\\"\\\\\\nb"} 1\n');
  });
});
