import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrate } from '#ops/migrate/migrate.ts';
import { loadConfig } from '#platform/config/config.ts';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { driftCommand } from './drift.ts';

eachEmptyDatabase((database) => {
  async function drift(values: Record<string, boolean> = {}, language: 'fr' | 'en' = 'en') {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const loaded = loadConfig({ DATABASE_URL: database.url, NODE_ENV: 'test' });
    const say = (text: { fr: string; en: string }) => print(text[language]);
    const status = await driftCommand.run({ ...loaded, positionals: [], values, language, print, say });
    return { status, stdout: lines.join('\n') };
  }

  test('says what differs in both languages with the SQL both ways, ends with 1, repairs, and ends with 0', async () => {
    await migrate({ url: database.url });
    const onTable = database.provider === 'mysql' ? ' ON users' : '';
    await database.query(`DROP INDEX users_role_idx${onTable}`);
    const { status, stdout } = await drift();
    assert.equal(status, 1);
    assert.match(stdout, /^✗ Index users_role_idx of users is missing\.$/m);
    assert.match(stdout, /--repair\):\n.*(CREATE INDEX|ADD INDEX) .*users_role_idx[\s\S]*--adopt\):\n.*DROP INDEX/);
    assert.match((await drift({}, 'fr')).stdout, /^✗ L’index users_role_idx de users manque\.$/m);
    const [difference] = JSON.parse((await drift({ json: true })).stdout).differences;
    assert.deepEqual([difference.state, difference.kind, difference.name], ['missing', 'index', 'users_role_idx']);
    await assert.rejects(drift({ repair: true, adopt: true }), { code: 'CLI_OPTIONS_EXCLUSIVE' });
    assert.equal((await drift({ repair: true })).status, 0);
    assert.match((await drift()).stdout, /^The database is as the migrations make it/);
  });
});
