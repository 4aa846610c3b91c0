import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { takeDatabase } from '#test/databases.ts';

const standing = new AsyncDisposableStack();
let app: TestApp;
let port: number;
before(async () => {
  const database = standing.adopt(await takeDatabase('sqlite'), ({ release }) => release());
  app = await startTestApp({ url: database.url, defer: (dispose) => standing.defer(async () => dispose()) });
  port = Number(new URL(await app.listen()).port);
});
after(() => standing.disposeAsync());

const NO_REQUESTS: readonly (readonly [what: string, sent: string, status: number, code: string])[] = [
  ['bytes that are no HTTP', '\u0016\u0003\u0001 Bonjour\r\n\r\n', 400, 'REQUEST_MALFORMED'],
  [
    'headers that are too long',
    `GET / HTTP/1.1\r\nhost: x\r\ncookie: ${'a'.repeat(20_000)}\r\n\r\n`,
    431,
    'HEADERS_TOO_LARGE',
  ],
];

for (const [what, sent, status, code] of NO_REQUESTS) {
  test(`${what} are answered by a problem, and by nothing of what was sent`, async () => {
    const [head = '', body = ''] = (await answerTo(sent)).split('\r\n\r\n');
    assert.match(head, new RegExp(`^HTTP/1.1 ${status} `));
    assert.match(head, /^content-security-policy: default-src 'none'$/m);
    assert.match(head, /^connection: close$/m);
    const problem = JSON.parse(body);
    assert.deepEqual([problem.status, problem.code], [status, code]);
    assert.ok(head.includes(`x-request-id: ${problem.instance}`));
    assert.ok(app.logLines.some((line) => line.includes(problem.instance)));
    assert.ok(app.logLines.every((line) => !line.includes('aaaa') && !line.includes('Bonjour')));
  });
}

async function answerTo(sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(sent);
  return text(socket);
}
