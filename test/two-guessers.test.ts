import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createAccount, TEST_PASSWORD } from '#modules/accounts/factory.ts';
import { eachDatabase } from '#test/databases.ts';
import { type ServerProcess, startServer } from '#test/server-process.ts';

eachDatabase((database) => {
  let servers: ServerProcess[] = [];
  before(async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'staka-guess-'));
    const environment = { NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: database.url };
    // One after the other: the first has the file of SQLite to itself for a moment.
    for (let index = 0; index < 2; index += 1) servers.push(await startServer(environment));
    database.defer(() => rm(dataDir, { recursive: true, force: true }));
  });
  after(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    servers = [];
  });

  const login = async ({ url }: ServerProcess, email: string, password: string): Promise<number> => {
    const answer = await fetch(`${url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    await answer.text();
    return answer.status;
  };

  test('of a hundred wrong passwords at once, at two processes, five are looked at', async () => {
    const { email } = await createAccount(database.db);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => servers.map((server) => login(server, email, `essai ${index}`))).flat(),
    );
    // Only a password that was looked at is answered 401.
    assert.equal(answers.filter((status) => status === 401).length, 5);
    assert.equal(answers.filter((status) => status === 429).length, 95);
    for (const server of servers) assert.equal(await login(server, email, TEST_PASSWORD), 429);
  });
});
