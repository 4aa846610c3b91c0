import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { migrate } from '#ops/migrate/migrate.ts';
import { populate, type Work } from '#test/faults/world.ts';
import { type ServerProcess, startServer } from '#test/server-process.ts';
import { figuresOf } from '#test/soak/process-figures.ts';

export const MB = 1_000_000;
const PIECE_BYTES = MB;
/** What is served is written once, and counts as settled when it stays the same for so long. */
const STILL_MS = 2_000;
const SETTLES_WITHIN_MS = 30_000;

export interface Load {
  /** How many are sent at once, each by another person. */
  readonly files: number;
  /** The size of each. */
  readonly bytes: number;
  /** The most that one PATCH brings. */
  readonly partBytes: number;
}

export interface Measured {
  /** Resident memory before the first byte, in MiB. */
  readonly idle: number;
  /** The most that the kernel saw beyond that while the files came in, in MiB. */
  readonly grew: number;
  readonly milliseconds: number;
  /** Each file that came back otherwise than it was sent. */
  readonly wrong: readonly string[];
}

/**
 * A fresh server in a process of its own, and files sent to it at once over tus; then each is fetched and compared.
 * Linux alone: the figures are those of /proc.
 */
export async function measureUploads(load: Load): Promise<Measured> {
  await using open = new AsyncDisposableStack();
  const { server, works } = await freshServer(load, open);
  const agent = new Agent({ keepAlive: true });
  open.defer(() => agent.destroy());
  const pid = server.child.pid ?? 0;
  const idle = await settledMemory(pid);
  await forgetPeak(pid);
  const started = performance.now();
  const sent = await Promise.all(works.map((work, index) => send({ agent, server, work }, load, index)));
  const milliseconds = performance.now() - started;
  const grew = (await peakMemory(pid)) - idle;
  const wrong: string[] = [];
  for (const [index, { work, id, sha256 }] of sent.entries()) {
    const kept = await fetchedHash({ agent, server, work }, id);
    if (kept !== sha256) wrong.push(`file ${index} came back as ${kept} instead of ${sha256}`);
  }
  return { idle, grew, milliseconds, wrong };
}

/** A part of a text whose every piece is another, and which is never in memory as a whole. */
function* piecesOf(index: number, from: number, to: number): Generator<Buffer> {
  const piece = Buffer.alloc(PIECE_BYTES, `Longtemps, je me suis couché de bonne heure, et pour la ${index}e fois.\n`);
  for (let at = from; at < to; at += PIECE_BYTES) {
    piece.write(String(at).padStart(20), 0);
    // A copy: what was handed to a socket may not have left yet.
    yield Buffer.from(piece.subarray(0, Math.min(PIECE_BYTES, to - at)));
  }
}

async function freshServer(
  { files, bytes }: Load,
  open: AsyncDisposableStack,
): Promise<{ server: ServerProcess; works: readonly Work[] }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'staka-uploads-'));
  open.defer(() => rm(dataDir, { recursive: true, force: true }));
  const url = `file:${join(dataDir, 'staka.db')}`;
  await migrate({ url });
  const { conversations: works } = await populate(url, { conversations: files, deliveries: 0 });
  const server = await startServer({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    DATABASE_URL: url,
    UPLOAD_MAX_BYTES: String(bytes),
  });
  open.defer(async () => void (await server.stop()));
  return { server, works };
}

/** Once it has given back what starting took, see `platform/boot/tidy-memory.ts`. */
async function settledMemory(pid: number): Promise<number> {
  const deadline = performance.now() + SETTLES_WITHIN_MS;
  let memory = Number.POSITIVE_INFINITY;
  for (;;) {
    await wait(STILL_MS);
    const { memory: now } = await figuresOf(pid);
    if (Math.abs(now - memory) < 1 || performance.now() > deadline) return now;
    memory = now;
  }
}

/** proc(5), `clear_refs`: 5 takes the peak back to what is resident now. */
async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
}

async function peakMemory(pid: number): Promise<number> {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

interface Line {
  readonly agent: Agent;
  readonly server: ServerProcess;
  readonly work: Work;
}

async function send(line: Line, { bytes, partBytes }: Load, index: number) {
  const { work } = line;
  const metadata = { filename: 'roman.txt', commandeId: work.commandeId, kind: 'MANUSCRIT' };
  const head = Object.entries(metadata).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
  const headers = { 'upload-length': bytes, 'upload-metadata': head.join(',') };
  const begun = await ask(line, { method: 'POST', path: '/api/uploads', headers });
  const path = begun.headers.location ?? '';
  const hash = createHash('sha256');
  for (let at = 0; at < bytes; at += partBytes) {
    const end = Math.min(bytes, at + partBytes);
    const part = { 'upload-offset': at, 'content-type': 'application/offset+octet-stream', 'content-length': end - at };
    const body = Readable.from(piecesOf(index, at, end)).on('data', (piece) => hash.update(piece));
    await ask(line, { method: 'PATCH', path, headers: part }, body);
  }
  return { work, id: path.split('/').at(-1) ?? '', sha256: hash.digest('hex') };
}

async function fetchedHash(line: Line, id: string): Promise<string> {
  const hash = createHash('sha256');
  await ask(line, { path: `/api/files/${id}/content` }, Readable.from([]), (chunk) => hash.update(chunk));
  return hash.digest('hex');
}

/** An answer, read to its end. Anything but a success is thrown. */
async function ask(
  { agent, server, work }: Line,
  options: RequestOptions,
  body: Readable = Readable.from([]),
  hear: (chunk: Buffer) => void = () => {},
): Promise<IncomingMessage> {
  const identity = { authorization: `Bearer ${work.client.token}`, 'tus-resumable': '1.0.0' };
  const asking = request(server.url, { ...options, agent, headers: { ...identity, ...options.headers } });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    asking.once('response', resolve).once('error', reject);
  });
  const [answer] = await Promise.all([answered, pipeline(body, asking)]);
  for await (const chunk of answer) hear(chunk);
  const { statusCode = 0 } = answer;
  if (statusCode >= 300) throw new Error(`${options.method ?? 'GET'} ${options.path}: ${statusCode}`);
  return answer;
}
