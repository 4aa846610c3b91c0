import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createAccount, type TestAccount } from '#modules/accounts/factory.ts';
import { aCommande, aFile } from '#modules/commandes/factory.ts';
import { aMessage } from '#modules/messages/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import { createFolderStorage } from '#platform/storage/folder-storage.ts';
import { eachDatabase } from '#test/databases.ts';
import { type ServerProcess, startServer } from '#test/server-process.ts';
import { dumpOf, foundIn } from './factory.ts';

const FILES = 6;
const FILE_BYTES = 4 * 1024 * 1024;
const PATIENCE_MS = 60_000;

async function until<Found>(look: () => Promise<Found | undefined | false | null>): Promise<Found> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error('It did not come to that');
    await wait(5);
  }
}

eachDatabase((database) => {
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'staka-kill-'));
    database.defer(() => rm(dataDir, { recursive: true, force: true }));
  });

  const start = () => startServer({ NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: database.url });
  const kill = ({ stop }: ServerProcess) => stop('SIGKILL');
  const inFolder = (name: string) => readdir(join(dataDir, name)).catch((): string[] => []);

  /** With enough of theirs for a process to be killed amid it. */
  const somebodyWithMuch = async (): Promise<TestAccount> => {
    const person = await createAccount(database.db, { nom: 'Canarizq' });
    const commandeId = await aCommande(database.db, { client: person });
    const storage = await createFolderStorage(join(dataDir, 'files'));
    for (let at = 0; at < FILES; at += 1) {
      const { sha256, size } = await storage.put(Readable.from([randomBytes(FILE_BYTES)]));
      await database.db.insertInto('blobs').values({ sha256, size, references: 1 }).execute();
      const id = await aFile(database.db, { commandeId, by: person, filename: `canarizq-${at}.bin` });
      await database.db.updateTable('files').set({ sha256, size }).where('id', '=', id).execute();
      await aMessage(database.db, { commandeId, senderId: person.id, content: `canarizq ${at}` });
    }
    return person;
  };

  test('a server that is killed amid an archive makes it when it runs again, whole and once', async () => {
    const person = await somebodyWithMuch();
    const token = await aSession(database.db, person.id);
    const first = await start();
    const headers = { authorization: `Bearer ${token}` };
    assert.equal((await fetch(`${first.url}/api/users/me/export`, { method: 'POST', headers })).status, 202);
    await until(async () => (await inFolder('exports')).some((name) => name.endsWith('.part')));
    await kill(first);
    assert.ok((await inFolder('exports')).some((name) => name.endsWith('.part')));
    const second = await start();
    try {
      const made = await until(() =>
        database.db.selectFrom('data_exports').selectAll().where('state', '=', 'READY').executeTakeFirst(),
      );
      const answer = await fetch(`${second.url}/api/users/me/exports/${made.id}/content`, { headers });
      assert.equal((await answer.arrayBuffer()).byteLength, Number(made.size));
      assert.ok(Number(made.size) > FILES * FILE_BYTES);
      await until(async () => (await inFolder('exports')).every((name) => !name.endsWith('.part')));
      assert.deepEqual(await inFolder('exports'), [`${made.id}.zip`]);
    } finally {
      await second.stop();
    }
  });

  test('a server that is killed amid an erasure ends it when it runs again, and leaves nothing', async () => {
    const person = await somebodyWithMuch();
    await database.db.updateTable('users').set({ isActive: false }).where('id', '=', person.id).execute();
    await database.db
      .insertInto('erasures')
      .values({ userId: person.id, dueAt: new Date(0) })
      .execute();
    for (const after of database.name === 'sqlite' ? [0, 20, 80] : [20]) {
      const killed = await start();
      await wait(after);
      await kill(killed);
    }
    const last = await start();
    try {
      await until(() =>
        database.db.selectFrom('erasures').select('id').where('doneAt', 'is not', null).executeTakeFirst(),
      );
      const isClean = async () => foundIn(await dumpOf(database.db), ['anarizq']).length === 0;
      await until(isClean);
      await until(async () => (await database.db.selectFrom('blobs').select('sha256').execute()).length === 0);
      const events = await database.db
        .selectFrom('outbox_events')
        .select('id')
        .where('name', '=', 'user.erased')
        .execute();
      assert.equal(events.length, 1);
    } finally {
      await last.stop();
    }
  });
});
