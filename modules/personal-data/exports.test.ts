import assert from 'node:assert/strict';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { fromBuffer, type ZipFile } from 'yauzl';
import { createAccount } from '#modules/accounts/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { aJobOfCanaries } from '#test/leaks/job.ts';
import { makeExport } from './exports/make-export.ts';
import { sweepExports } from './exports/sweep-exports.ts';

/** What the person may have, and what is in the archive of nobody. */
const OWN = ['clientEmail', 'clientTelephone', 'clientAdresse', 'clientBio', 'titre', 'description', 'noteClient'];
const OWN_TOO = ['message', 'filename', 'notification', 'clientConsentDevice', 'clientIdentity', 'fileBytes'];
const SECRET = ['password', 'sessionHash', 'linkHash', 'apiTokenHash', 'totpSecret', 'recoveryCodeHash', 'passkeyKey'];
const OTHERS = ['noteCorrecteur', 'correcteurEmail', 'deactivationReason', 'challengeHash', 'previousSessionHash'];

/** The text of every entry, by its name. */
async function unpack(archive: Buffer): Promise<Map<string, string>> {
  const open = promisify<Buffer, object, ZipFile>((bytes, options, done) => fromBuffer(bytes, options, done));
  const zip = await open(archive, { lazyEntries: true });
  const entries = new Map<string, string>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  zip.on('end', resolve).on('error', reject);
  zip.on('entry', (entry) => {
    zip.openReadStream(entry, async (error, stream) => {
      if (error) return reject(error);
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part);
      entries.set(entry.fileName, Buffer.concat(parts).toString());
      zip.readEntry();
    });
  });
  zip.readEntry();
  await promise;
  return entries;
}

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const person = async (): Promise<TestPerson> => {
    const account = await createAccount(database.db);
    return { ...account, token: await aSession(database.db, account.id) };
  };
  const ask = (as: TestPerson) => app.call({ method: 'POST', url: '/api/users/me/export', as });
  const list = async (as: TestPerson) => (await app.call({ url: '/api/users/me/exports', as })).body.items;
  const download = (as: TestPerson, id: string) =>
    app.app.inject({ url: `/api/users/me/exports/${id}/content`, headers: { authorization: `Bearer ${as.token}` } });
  const archives = () => readdir(join(app.context.config.dataDir, 'exports')).catch(() => []);

  test('an archive holds everything of one’s own, one’s files, and no secret', async () => {
    const { client, canaries } = await aJobOfCanaries(app, 'mine');
    await database.db.deleteFrom('data_exports').execute();
    const { status, body } = await ask(client);
    assert.deepEqual([status, body.state], [202, 'REQUESTED']);
    assert.equal((await ask(client)).body.code, 'EXPORT_UNDER_WAY');
    const [letter] = (await app.letters()).filter(({ to }) => to.startsWith(canaries.clientEmail)).slice(-1);
    assert.match(letter?.text ?? '', /\/app\/compte\?onglet=donnees/);
    assert.equal((await list(client))[0].state, 'READY');
    const answer = await download(client, body.id);
    assert.equal(answer.headers['content-type'], 'application/zip');
    const entries = await unpack(answer.rawPayload);
    const all = [...entries.values()].join('\n');
    const named = (names: string[]) => Object.entries(canaries).filter(([name]) => names.includes(name));
    for (const [name, canary] of named([...OWN, ...OWN_TOO])) assert.ok(all.includes(canary), `${name} is missing`);
    for (const [name, canary] of named([...SECRET, ...OTHERS])) assert.ok(!all.includes(canary), `${name} is there`);
    for (const [name, text] of entries) if (name.endsWith('.json')) JSON.parse(text);
    assert.ok(!all.includes(client.token));
  });

  test('an archive is for its owner alone, for seven days', async () => {
    const author = await person();
    const { id } = (await ask(author)).body;
    await app.context.outbox.drain();
    assert.equal((await download(author, id)).statusCode, 200);
    assert.equal((await download(await person(), id)).statusCode, 404);
    assert.equal((await download(await app.signIn('ADMIN'), id)).statusCode, 404);
    await database.db
      .updateTable('data_exports')
      .set({ expiresAt: new Date(0) })
      .where('id', '=', id)
      .execute();
    assert.equal((await download(author, id)).statusCode, 404);
    await sweepExports(app.context);
    assert.equal((await list(author))[0].state, 'EXPIRED');
    assert.ok(!(await archives()).some((name) => name.startsWith(id)));
    assert.equal((await ask(author)).status, 202);
  });

  test('an archive that was begun by a process that died is made anew, and what it left is removed', async () => {
    const author = await person();
    const { id } = (await ask(author)).body;
    await makeExport(app.context, id, 0);
    await database.db
      .updateTable('data_exports')
      .set({ state: 'REQUESTED', storedName: null })
      .where('id', '=', id)
      .execute();
    const { dataDir } = app.context.config;
    await writeFile(join(dataDir, 'exports', `${id}.dead.part`), 'half');
    await writeFile(join(dataDir, 'exports', 'stray.zip'), 'nobody’s');
    await utimes(join(dataDir, 'exports', 'stray.zip'), 0, 0);
    await app.context.outbox.drain();
    assert.equal((await list(author))[0].state, 'READY');
    assert.equal((await download(author, id)).statusCode, 200);
    await sweepExports(app.context);
    assert.deepEqual(
      (await archives()).filter((name) => name.startsWith(id) || name.startsWith('stray')),
      [`${id}.zip`],
    );
  });

  test('two requests at once make one archive, and a session that is not fresh none', async () => {
    const author = await person();
    const statuses = (await Promise.all([ask(author), ask(author)])).map(({ status }) => status);
    assert.deepEqual(statuses.sort(), [202, 409]);
    const other = await person();
    await database.db
      .updateTable('user_sessions')
      .set({ authenticatedAt: new Date(0) })
      .execute();
    assert.equal((await ask(other)).body.code, 'FRESH_AUTHENTICATION_REQUIRED');
  });
});
