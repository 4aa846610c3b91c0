import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { connected } from '#ops/backup/connected.ts';
import { migrationStatus } from '#ops/migrate/status.ts';
import { type Installed, Mould, WITHOUT_GIT } from './installation.fixture.ts';

const MIGRATION = 'prisma/migrations/sqlite/20991231000000_trial/migration.sql';

describe('a deployment whose step fails', { concurrency: true, skip: WITHOUT_GIT }, () => {
  const mould = new Mould();
  before(() => mould.cast());
  after(() => mould[Symbol.dispose]());

  test('migrations: nothing of them stays, and what they would lose is refused before anything', async () => {
    using place = await mould.install('migration');
    const before = place.git('rev-parse', 'HEAD');
    place.publish({ [MIGRATION]: 'ALTER TABLE "users" DROP COLUMN "telephone";\n' });
    const refused = await place.staka('deploy', '--accept-data-loss', '--confirm=another.db');
    assert.equal(refused.code, 1, refused.said);
    assert.match(refused.said, /^\[✗\] Preflight – .*telephone/m);
    place.publish({ [MIGRATION]: 'CREATE TABLE "trial_notes" ("id" TEXT);\nINSERT INTO "nowhere" VALUES (1);\n' });
    const { code, said } = await place.staka('deploy');
    assert.equal(code, 3, said);
    assert.match(said, /^\[✗\] Migrations – .*nowhere/ms);
    assert.match(said, /^\[✓\] Back: database – the migrations have not touched it/m);
    await assertAsBefore(place, before);
  });

  test('build: what was built before serves again, and the database was never touched', async () => {
    using place = await mould.install('build');
    const before = place.git('rev-parse', 'HEAD');
    const built = readFileSync(join(place.root, 'dist/server.mjs'), 'utf8');
    place.publish({ 'app.ts': (text) => `${text}\n}}}`, [MIGRATION]: 'CREATE TABLE "trial_notes" ("id" TEXT);\n' });
    const { code, said } = await place.staka('deploy');
    assert.equal(code, 3, said);
    assert.match(said, /^\[✗\] Build/m);
    assert.equal(said.includes('] Migrations –'), false);
    assert.equal(readFileSync(join(place.root, 'dist/server.mjs'), 'utf8'), built);
    await assertAsBefore(place, before);
  });

  test('dependencies: the packages that npm has lost half-way are there again', async () => {
    using place = await mould.install('dependencies');
    const before = place.git('rev-parse', 'HEAD');
    place.publish({ 'package-lock.json': (text) => text.replace('"name": "staka"', '"name": "staka" ') });
    const { code, said } = await place.staka('deploy');
    assert.equal(code, 3, said);
    assert.match(said, /^\[✗\] Dependencies – .*network/ms);
    assert.ok(existsSync(join(place.root, 'node_modules/fastify/package.json')));
    await assertAsBefore(place, before);
  });

  test('rehearsal: a server that is ill on a copy of the data is not deployed, and the copy is gone', async () => {
    using place = await mould.install('staging');
    const before = place.git('rev-parse', 'HEAD');
    const ill = (text: string) => text.replace("status: 'OK' as const", "status: 'OK' as const, more: process.abort()");
    place.publish({ [MIGRATION]: 'CREATE TABLE "trial_notes" ("id" TEXT);\n', 'platform/http/health.ts': ill });
    const path = join(place.root, '.env');
    writeFileSync(path, readFileSync(path, 'utf8').replace('WAIT_SECONDS=20', 'WAIT_SECONDS=2'));
    const refused = await place.staka('deploy', '--staging');
    assert.equal(refused.code, 1, refused.said);
    assert.match(refused.said, /^\[✗\] Rehearsal on a copy/m);
    await assertAsBefore(place, before);
  });

  test('preflight: a tree that was changed in place, a commit that is unknown or not the expected one', async () => {
    using place = await mould.install('preflight');
    const wanted = place.publish({ 'README.md': '# Staka\n' });
    const refusals = [
      [['--commit=0000000'], /“0000000” is no commit/],
      [['--ref=nowhere'], /“nowhere” is no commit/],
      [['--ref=main', `--commit=${place.git('rev-parse', 'HEAD')}`], new RegExp(`is at ${wanted}, not at`)],
    ] as const;
    for (const [args, why] of refusals) {
      const { code, said } = await place.staka('deploy', ...args);
      assert.equal(code, 1, said);
      assert.match(said, why);
    }
    writeFileSync(join(place.root, 'README.md'), 'mine');
    assert.match((await place.staka('deploy')).said, /Tracked files were changed in place: README\.md/);
    assert.equal(globSync('backups/*', { cwd: place.dataDir }).length, 0);
  });
});

/** The code, the migrations, the pages; and nothing left over. */
async function assertAsBefore(place: Installed, commit: string): Promise<void> {
  assert.equal(place.git('rev-parse', 'HEAD'), commit);
  assert.equal(place.git('status', '--porcelain'), '');
  assert.equal(place.git('worktree', 'list').split('\n').length, 1);
  assert.deepEqual(globSync('deploy/{state.json,staging,rows}', { cwd: place.dataDir }), []);
  const url = place.databaseUrl;
  const states = await migrationStatus({ url });
  assert.deepEqual(
    states.filter(({ state }) => state !== 'applied'),
    [],
  );
  const tables = await connected(url, (db) => db.tables());
  assert.equal(tables.includes('trial_notes'), false);
  assert.equal((await fetch(`${place.url}/app`)).status, 200);
}
