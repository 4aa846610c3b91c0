import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import type { Outgoing } from './outgoing.ts';

/** What the store asks of a browser. */
const storage = new Map<string, string>();
const events = new EventTarget();
Object.assign(globalThis, {
  window: events,
  document: { documentElement: { lang: 'fr' } },
  localStorage: {
    getItem: (name: string) => storage.get(name) ?? null,
    setItem: (name: string, value: string) => storage.set(name, value),
    removeItem: (name: string) => storage.delete(name),
  },
});

type Sent = { id: string; content: string };
let sent: Sent[] = [];
let answers: (() => Response)[] = [];
Object.assign(globalThis, {
  Request: class extends Request {
    constructor(input: string, init?: RequestInit) {
      super(new URL(input, 'http://localhost'), init);
    }
  },
  fetch: async (request: Request) => {
    sent.push(await request.json());
    const answer = answers.shift();
    return answer ? answer() : accepted();
  },
});

const { queryClient } = await import('../../api/query-client.ts');
const { sessionQuery } = await import('../../api/session.ts');
const { discard, pumpAll, sendLater, tryAgain } = await import('./outgoing.ts');

describe('messages on their way', () => {
  after(() => queryClient.clear());
  beforeEach(async () => {
    queryClient.setQueryData(sessionQuery.queryKey, { id: 'me' } as never); // the store reads nothing but the id
    for (const { id } of kept()) discard(id);
    [sent, answers] = [[], []];
  });

  test('are sent in the order in which they were written, and then forgotten', async () => {
    for (const content of ['one', 'two', 'three']) write(content);
    await until(() => kept().length === 0);
    assert.deepEqual(contents(), ['one', 'two', 'three']);
  });

  test('are sent again under the same id, before those that follow, when the line broke', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    answers = [broken];
    write('one');
    write('two');
    await until(() => sent.length === 1);
    await turns();
    t.mock.timers.tick(60_000);
    await until(() => kept().length === 0);
    assert.deepEqual(contents(), ['one', 'one', 'two']);
    assert.equal(sent[0]?.id, sent[1]?.id);
  });

  test('stay with the sentence of the server when it refuses them, and let the others pass', async () => {
    answers = [refused];
    write('one');
    write('two');
    await until(() => kept().length === 1);
    assert.deepEqual(
      kept().map(({ content, refusal }) => [content, refusal]),
      [['one', { code: 'COMMANDE_CLOSED', detail: 'Cette conversation est close.' }]],
    );
  });

  test('that were refused go with the same id once one asks again', async () => {
    answers = [refused];
    write('one');
    await until(() => kept()[0]?.refusal !== null);
    tryAgain(kept()[0]?.id ?? '');
    await until(() => kept().length === 0);
    assert.equal(sent[0]?.id, sent[1]?.id);
  });

  test('wait for their files, and hold back those written after them', async () => {
    write('with a file', [{ key: 'k', filename: 'a.txt', size: 1, fileId: null }]);
    write('after it');
    await turns();
    assert.deepEqual(contents(), []);
  });

  test('of somebody else who used this device stay where they are', async () => {
    answers = [refused];
    write('mine');
    await until(() => kept()[0]?.refusal !== null);
    tryAgainAs('other');
    await turns();
    assert.equal(sent.length, 1);
  });
});

function tryAgainAs(id: string): void {
  queryClient.setQueryData(sessionQuery.queryKey, { id } as never); // the store reads nothing but the id
  tryAgain(kept()[0]?.id ?? '');
  pumpAll();
}

function write(content: string, attachments: Outgoing['attachments'] = []): void {
  sendLater({ commandeId: 'c', content, attachments });
}

function contents(): string[] {
  return sent.map(({ content }) => content);
}

/** What a reload would find. */
function kept(): Outgoing[] {
  return JSON.parse(storage.get('staka.draft.outgoing') ?? '{"entries":[]}').entries;
}

function accepted(): Response {
  return Response.json({ id: 'x', commandeId: 'c' }, { status: 201 });
}

function refused(): Response {
  return Response.json({ code: 'COMMANDE_CLOSED', detail: 'Cette conversation est close.' }, { status: 409 });
}

function broken(): Response {
  throw new TypeError('network');
}

async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !isSo(); turn += 1) await turns(1);
  assert.ok(isSo());
}

async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
