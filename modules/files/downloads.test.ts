import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { aCommande } from '#modules/commandes/factory.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { ask, type Client, refusalOf, sendFile } from './tus-client.fixture.ts';

const TEXT = Buffer.from('Longtemps, je me suis couché de bonne heure. '.repeat(1000));

eachDatabase((database) => {
  describe('downloads', () => {
    let app: TestApp;
    let server: string;
    let client: Client;
    let commandeId: string;
    let id: string;
    before(async () => {
      app = await startTestApp(database);
      server = await app.listen();
    });
    beforeEach(async () => {
      client = { server, as: await app.signIn('USER') };
      commandeId = await aCommande(database.db, { client: client.as });
      id = await sendFile(client, { bytes: TEXT, commandeId, filename: 'L’été « à Combray ».txt' });
    });

    test('a file is saved under its name, and nothing of it is run or guessed', async () => {
      const { status, headers } = await get({ 'accept-encoding': 'gzip, br' });
      const found = Object.fromEntries(headers);
      const { date: _date, 'x-request-id': _id, etag, ...rest } = found;
      assert.equal(status, 200);
      assert.match(etag ?? '', /^"[0-9a-f]{64}"$/);
      assert.equal(rest['content-length'], String(TEXT.length));
      assert.equal(rest['content-encoding'], undefined);
      assert.equal(rest['content-type'], 'text/plain');
      assert.equal(rest['x-content-type-options'], 'nosniff');
      assert.equal(rest['content-security-policy'], "sandbox; default-src 'none'");
      assert.match(rest['cache-control'] ?? '', /^private/);
      assert.match(rest['content-disposition'] ?? '', /^attachment; filename="[ -~]+"; filename\*=UTF-8''L%E2%80%99/);
    });

    test('a part of a file can be asked for', async () => {
      const answer = await get({ range: 'bytes=0-8' });
      assert.deepEqual([answer.status, await answer.text()], [206, 'Longtemps']);
      assert.equal(answer.headers.get('content-range'), `bytes 0-8/${TEXT.length}`);
      assert.equal(answer.headers.get('content-length'), '9');
      const end = await get({ range: 'bytes=-7' });
      assert.deepEqual([end.status, await end.text()], [206, ' heure. '.slice(1)]);
    });

    test('a part that does not exist is refused with the size', async () => {
      const answer = await get({ range: `bytes=${TEXT.length}-` });
      assert.equal(answer.headers.get('content-range'), `bytes */${TEXT.length}`);
      assert.deepEqual(await refusalOf(answer), [416, 'FILE_RANGE_NOT_SATISFIABLE']);
    });

    test('a download goes on only from the same bytes', async () => {
      const etag = (await get()).headers.get('etag') ?? '';
      assert.equal((await get({ range: 'bytes=0-8', 'if-range': etag })).status, 206);
      assert.equal((await get({ range: 'bytes=0-8', 'if-range': '"other"' })).status, 200);
      assert.equal((await get({ 'if-none-match': `W/"x", ${etag}` })).status, 304);
    });

    test('HEAD says the same without the bytes', async () => {
      const answer = await ask(client, 'HEAD', `/api/files/${id}/content`);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-length'), String(TEXT.length));
      assert.equal(await answer.text(), '');
      const part = await ask(client, 'HEAD', `/api/files/${id}/content`, { range: 'bytes=0-8' });
      assert.deepEqual([part.status, part.headers.get('content-length')], [206, '9']);
    });

    test('only those who see the commande see its files', async () => {
      const people = {
        author: client.as,
        admin: await app.signIn('ADMIN'),
        stranger: await app.signIn('USER'),
        corrector: await app.signIn('CORRECTOR'),
      };
      const statuses = Object.entries(people).map(async ([who, as]) => {
        const answers = await Promise.all(
          ['', '/content'].map((path) => ask({ server, as }, 'GET', `/api/files/${id}${path}`)),
        );
        return [who, ...answers.map(({ status }) => status)];
      });
      assert.deepEqual(await Promise.all(statuses), [
        ['author', 200, 200],
        ['admin', 200, 200],
        ['stranger', 404, 404],
        ['corrector', 404, 404],
      ]);
      assert.equal((await fetch(`${server}/api/files/${id}/content`)).status, 401);
      assert.equal((await fetch(`${server}/api/files/nothing`)).status, 401);
    });

    test('a public file may be read by anyone with its address, until it is deleted', async () => {
      await database.db.updateTable('files').set({ isPublic: true }).where('id', '=', id).execute();
      assert.equal((await fetch(`${server}/api/files/${id}/content`)).status, 200);
      assert.equal((await fetch(`${server}/api/files/${id}`)).status, 200);
      await ask(client, 'DELETE', `/api/files/${id}`);
      assert.equal((await fetch(`${server}/api/files/${id}/content`)).status, 401);
    });

    test('what is presented of a file names neither its hash nor its place', async () => {
      const { text } = await app.call({ url: `/api/files/${id}`, as: client.as });
      assert.doesNotMatch(text, /sha256|storedName|isPublic|password|email/);
    });

    test('bytes that are lost are missed in words, and the log says which', async () => {
      const { sha256 } = await database.db.selectFrom('files').select('sha256').executeTakeFirstOrThrow();
      await app.context.storage.remove(sha256 ?? '');
      const answer = await get();
      assert.equal(answer.headers.get('content-disposition'), null);
      assert.deepEqual(await refusalOf(answer), [500, 'STORAGE_BYTES_MISSING']);
    });

    function get(headers: Record<string, string> = {}): Promise<Response> {
      return ask(client, 'GET', `/api/files/${id}/content`, headers);
    }
  });
});
