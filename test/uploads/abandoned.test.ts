import assert from 'node:assert/strict';
import { readdir, stat, utimes } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '#platform/db/db.ts';
import { type FaultServer, startFaultServer } from '#test/faults/fault-server.ts';
import { makeWorld, type Work, type World } from '#test/faults/world.ts';

const MIB = 1024 * 1024;
const BYTES = Buffer.alloc(40 * MIB, 'Longtemps, je me suis couché de bonne heure.\n');
const PATIENCE_MS = 30_000;

test('after a kill -9 the upload under way goes on, and the one that was given up is gone', async () => {
  await using open = new AsyncDisposableStack();
  const world = await makeWorld('sqlite', { conversations: 2, deliveries: 0 });
  open.defer(() => world.dispose());
  const [under, over] = world.conversations;
  assert.ok(under && over);
  const first = await startFaultServer(world);
  open.defer(() => first.kill());
  const abandoned = await begin(first, over);
  await patch(first, over, { id: abandoned, offset: 0, bytes: BYTES.subarray(0, MIB) });
  const underWay = await begin(first, under);
  await cutShortByDeath(first, under, { id: underWay, world });
  await letExpire(world, abandoned);

  const second = await startFaultServer(world);
  open.defer(() => second.stop());
  await until(async () => !(await uploadsIn(world)).includes(abandoned));
  assert.deepEqual(await uploadsIn(world), [underWay, `${underWay}.synced`]);
  assert.equal((await ask(second, over, 'HEAD', abandoned)).status, 404);
  const offset = Number((await ask(second, under, 'HEAD', underWay)).headers.get('upload-offset'));
  assert.ok(offset >= 8 * MIB, `at ${offset}`);
  assert.equal(await patch(second, under, { id: underWay, offset, bytes: BYTES.subarray(offset) }), 204);
  const authorization = `Bearer ${under.client.token}`;
  const kept = await fetch(`${second.origin}/api/files/${underWay}/content`, { headers: { authorization } });
  assert.ok(BYTES.equals(Buffer.from(await kept.arrayBuffer())));
  assert.deepEqual(await uploadsIn(world), []);
});

async function begin(server: FaultServer, { commandeId, client }: Work): Promise<string> {
  const metadata = { filename: 'roman.txt', commandeId, kind: 'MANUSCRIT' };
  const pairs = Object.entries(metadata).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
  const headers = { 'upload-length': String(BYTES.length), 'upload-metadata': pairs.join(',') };
  const answer = await fetch(`${server.origin}/api/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${client.token}`, 'tus-resumable': '1.0.0', ...headers },
  });
  assert.equal(answer.status, 201);
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}

interface Part {
  readonly id: string;
  readonly offset: number;
  readonly bytes: Buffer;
}

async function patch(server: FaultServer, work: Work, { id, offset, bytes }: Part): Promise<number> {
  const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
  return (await ask(server, work, 'PATCH', id, headers, new Uint8Array(bytes))).status;
}

function ask(
  { origin }: FaultServer,
  { client }: Work,
  method: string,
  id: string,
  headers: Record<string, string> = {},
  body?: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  return fetch(`${origin}/api/uploads/${id}`, {
    method,
    headers: { authorization: `Bearer ${client.token}`, 'tus-resumable': '1.0.0', ...headers },
    ...(body ? { body } : {}),
  });
}

/** Sends most of the bytes, and kills the server while it waits for the rest. */
async function cutShortByDeath(server: FaultServer, { client }: Work, { id, world }: { id: string; world: World }) {
  const sending = request(`${server.origin}/api/uploads/${id}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${client.token}`,
      'tus-resumable': '1.0.0',
      'upload-offset': 0,
      'content-type': 'application/offset+octet-stream',
      'content-length': BYTES.length,
    },
  });
  sending.on('error', () => {});
  sending.write(BYTES.subarray(0, 20 * MIB));
  const path = join(world.dataDir, 'uploads', id);
  const arrived = () =>
    stat(path).then(
      ({ size }) => size === 20 * MIB,
      () => false,
    );
  await until(arrived);
  await server.kill();
  sending.destroy();
}

/** As if nothing had come for it for longer than an upload may rest. */
async function letExpire({ dataDir, databaseUrl }: World, id: string): Promise<void> {
  const db = await openDatabase({ url: databaseUrl });
  await db
    .updateTable('uploads')
    .set({ expiresAt: new Date(0) })
    .where('id', '=', id)
    .execute();
  await db.destroy();
  for (const name of [id, `${id}.synced`]) await utimes(join(dataDir, 'uploads', name), 0, 0);
}

async function uploadsIn({ dataDir }: World): Promise<string[]> {
  return (await readdir(join(dataDir, 'uploads'))).sort();
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; !(await holds()); await wait(20))
    assert.ok(Date.now() < deadline, 'it never came to it');
}
