import { connect, type Socket } from 'node:net';
import type { LoadJob, LoadOrder, LoadReport } from './load.ts';

/**
 * The process that asks: so many connections kept alive, on each one request after the other, the next as soon as the
 * answer to the last is there. Written for this bench alone: it knows as much HTTP as the servers here answer with.
 */
const jobs = new Map<string, { port: number; requests: Buffer[] }>();

process.on('message', (order: LoadOrder) => {
  if (order.kind === 'define') define(order);
  else void run(order).then((report) => process.send?.(report));
});

function define({ name, port, requests }: LoadJob): void {
  jobs.set(name, { port, requests: requests.map((request) => Buffer.from(request)) });
}

async function run(order: Extract<LoadOrder, { kind: 'run' }>): Promise<LoadReport> {
  const job = jobs.get(order.name);
  if (!job) throw new Error(`Nobody defined ${order.name}.`);
  const latencies: number[] = [];
  const refused = new Map<number, number>();
  const begun = performance.now();
  const until = begun + order.milliseconds;
  const random = randomFrom(order.seed);
  const ask = () => {
    if (performance.now() >= until || latencies.length >= (order.requests ?? Number.POSITIVE_INFINITY))
      return undefined;
    return job.requests[random() % job.requests.length];
  };
  const answered = (milliseconds: number, status: number) => {
    latencies.push(milliseconds);
    if (status < 200 || status > 299) refused.set(status, (refused.get(status) ?? 0) + 1);
  };
  await Promise.all(Array.from({ length: order.connections }, () => converse(job.port, ask, answered)));
  const seconds = (performance.now() - begun) / 1000;
  return { completed: latencies.length, seconds, latencies, refused: [...refused] };
}

/** One connection; ends when there is nothing more to ask. */
function converse(
  port: number,
  ask: () => Buffer | undefined,
  answered: (milliseconds: number, status: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let asked = 0;
    let received: Buffer | undefined;
    const proceed = () => {
      const request = ask();
      if (!request) return socket.end();
      asked = performance.now();
      return socket.write(request);
    };
    socket.on('connect', proceed);
    socket.on('data', (part: Buffer) => {
      received = received ? Buffer.concat([received, part]) : part;
      const status = statusOfWhole(received);
      if (status === undefined) return;
      received = undefined;
      answered(performance.now() - asked, status);
      proceed();
    });
    settle(socket, resolve, reject);
  });
}

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

function settle(socket: Socket, resolve: () => void, reject: (error: Error) => void): void {
  socket.on('error', reject);
  socket.on('close', () => resolve());
}

/** The status of an answer that has arrived as a whole. */
function statusOfWhole(received: Buffer): number | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  const isWhole =
    length === undefined ? received.subarray(-5).equals(LAST_CHUNK) : received.length >= end + 4 + Number(length);
  return isWhole ? Number(head.slice(9, 12)) : undefined;
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n');
