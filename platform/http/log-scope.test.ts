import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fastify, { type FastifyBaseLogger } from 'fastify';
import { createLog } from '#platform/log.ts';
import { addLogScope } from './log-scope.ts';

describe('the id of the request is in every line logged meanwhile', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  // Widened as the application widens it.
  const app = fastify({ loggerInstance: log as FastifyBaseLogger, genReqId: () => 'r-1' });
  let url = '';
  before(async () => {
    addLogScope(app);
    app.all('/', async (request) => {
      await Promise.resolve();
      log.info('deep inside');
      request.log.info('by the request');
      return {};
    });
    url = await app.listen({ host: '127.0.0.1', port: 0 });
    lines.splice(0);
  });
  after(() => app.close());

  for (const method of ['GET', 'POST'])
    test(`${method}, once a line`, async () => {
      const body = method === 'POST' ? '{"a":1}' : null;
      await fetch(url, { method, body, headers: body ? { 'content-type': 'application/json' } : {} });
      const ours = lines.filter((line) => /deep inside|by the request/.test(line));
      assert.equal(ours.length, 2);
      for (const line of ours) assert.equal(line.match(/"reqId":"r-1"/g)?.length, 1, line);
      lines.splice(0);
    });

  test('and in none after', () => {
    log.info('later');
    assert.doesNotMatch(lines.at(-1) ?? '', /reqId/);
  });
});
