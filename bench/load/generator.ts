import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { LoadJob, LoadOrder, LoadReport } from './load.ts';

/**
 * The process that asks: so many connections kept alive, from one run to the next, on each one request after the other,
 * the next as soon as the answer to the last is there. A server takes new ones in one at a time, between requests: of a
 * short run whose connections were new, the slowest answers would tell nothing else. Written for this bench alone: it
 * knows as much HTTP as the servers here answer with.
 */
const jobs = new Map<string, { port: number; requests: Buffer[] }>();
/** Connections that nobody asks anything on, by port. */
const idle = new Map<number, Set<Socket>>();

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
async function converse(
  port: number,
  ask: () => Buffer | undefined,
  answered: (milliseconds: number, status: number) => void,
): Promise<void> {
  const socket = takeIdle(port) ?? (await open(port));
  await new Promise<void>((resolve, reject) => {
    let asked = 0;
    let received: Buffer | undefined;
    const proceed = () => {
      const request = ask();
      if (!request) return resolve();
      asked = performance.now();
      return socket.write(request);
    };
    socket.on('data', (part: Buffer) => {
      received = received ? Buffer.concat([received, part]) : part;
      const status = statusOfWhole(received);
      if (status === undefined) return;
      received = undefined;
      answered(performance.now() - asked, status);
      proceed();
    });
    socket.on('close', () => reject(new Error('The server closed a connection on which it was asked.')));
    proceed();
  });
  socket.removeAllListeners('data').removeAllListeners('close');
  keepIdle(port, socket);
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  // Told of by its closing.
  return socket.on('error', () => {});
}

function takeIdle(port: number): Socket | undefined {
  for (const socket of idle.get(port) ?? []) {
    idle.get(port)?.delete(socket);
    return socket.removeAllListeners('close');
  }
  return undefined;
}

function keepIdle(port: number, socket: Socket): void {
  const others = idle.get(port) ?? new Set();
  idle.set(port, others.add(socket));
  socket.on('close', () => others.delete(socket)).resume();
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
