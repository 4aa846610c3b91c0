import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import { newId } from '#platform/ids.ts';
import { CORRECTEURS, clientOf, correcteurOf, idOf, tokenOf } from '../seed/people.ts';

/**
 * The process with the sockets: five hundred pairs of a client and a corrector. In each, one of the two writes each
 * second and both hear of it, so that every socket has one message a second.
 */
export interface SocketsReport {
  readonly sockets: number;
  readonly expected: number;
  readonly delivered: number;
  readonly lost: number;
  /** Milliseconds from the sending of the request until the socket of the other side, or of the writer, heard of it. */
  readonly p50: number;
  readonly p99: number;
}

const PAIRS = CORRECTEURS;
const SECONDS = 15;
/** The first seconds only warm up. */
const WARM_UP_SECONDS = 5;
const SETTLE_MS = 3_000;
const port = Number(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

const sent = new Map<string, { at: number; heard: number }>();
const delays: number[] = [];

const opened: WebSocket[] = [];
for (let start = 0; start < PAIRS; start += 50) opened.push(...(await Promise.all(openPairs(start, 50))).flat());
await Promise.all(Array.from({ length: PAIRS }, (_, pair) => talk(pair)));
await wait(SETTLE_MS);
const measured = [...sent.values()];
const expected = measured.length * 2;
const delivered = measured.reduce((sum, { heard }) => sum + heard, 0);
delays.sort((a, b) => a - b);
const at = (share: number) => delays[Math.floor(delays.length * share)] ?? Number.NaN;
process.send?.({
  sockets: opened.length,
  expected,
  delivered,
  lost: expected - delivered,
  p50: at(0.5),
  p99: at(0.99),
} satisfies SocketsReport);
for (const socket of opened) socket.terminate();
agent.destroy();
process.disconnect?.();

function openPairs(start: number, count: number): Promise<WebSocket[]>[] {
  return Array.from({ length: count }, (_, index) =>
    Promise.all([openSocket(clientOf(start + index)), openSocket(correcteurOf(start + index))]),
  );
}

function openSocket(person: number): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, {
      headers: { authorization: `Bearer ${tokenOf(person)}` },
    });
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
    socket.on('message', (data) => hear(String(data)));
  });
}

function hear(text: string): void {
  const { type, messageId }: { type?: string; messageId?: string } = JSON.parse(text);
  const message = type === 'message.created' && messageId !== undefined ? sent.get(messageId) : undefined;
  if (!message) return;
  message.heard += 1;
  delays.push(performance.now() - message.at);
}

/** Each pair begins at a moment of its own, and keeps to its second however long an answer takes. */
async function talk(pair: number): Promise<void> {
  const begun = performance.now() + (pair * 1000) / PAIRS;
  for (let second = 0; second < WARM_UP_SECONDS + SECONDS; second += 1) {
    await wait(Math.max(0, begun + second * 1000 - performance.now()));
    say(pair, second % 2 === 0 ? clientOf(pair) : correcteurOf(pair), second >= WARM_UP_SECONDS);
  }
}

function say(pair: number, writer: number, isMeasured: boolean): void {
  const id = newId();
  if (isMeasured) sent.set(id, { at: performance.now(), heard: 0 });
  const body = JSON.stringify({ id, content: 'La suite arrive.' });
  const asked = request({
    port,
    host: '127.0.0.1',
    agent,
    method: 'POST',
    path: `/api/commandes/${idOf('commande', pair)}/messages`,
    headers: {
      authorization: `Bearer ${tokenOf(writer)}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  });
  asked.on('response', (answer) => {
    if (answer.statusCode !== 201) console.error(`A message was refused: ${answer.statusCode}`);
    answer.resume();
  });
  asked.on('error', (error) => console.error(error.message));
  asked.end(body);
}
