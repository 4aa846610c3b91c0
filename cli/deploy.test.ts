import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Installed, Mould, WITHOUT_GIT } from '#ops/deploy/installation.fixture.ts';
import { verifyReport } from '#ops/deploy/report.ts';
import { latestRuns } from '#ops/runs/latest-runs.ts';
import { openDatabase } from '#platform/db/db.ts';

const MIGRATION = 'prisma/migrations/sqlite/20991231000000_trial/migration.sql';
const ADDS_A_TABLE = `CREATE TABLE "trial_notes" ("id" TEXT NOT NULL PRIMARY KEY, "userId" TEXT REFERENCES "users"("id"));
UPDATE "users" SET "prenom" = 'changed';
`;

describe('bin/staka deploy', { concurrency: true, skip: WITHOUT_GIT }, () => {
  const mould = new Mould();
  before(() => mould.cast());
  after(() => mould[Symbol.dispose]());

  test('says what it would do, does it, signs what it did, and lets nobody else deploy meanwhile', async () => {
    using place = await mould.install('deployed');
    const wanted = place.publish({ [MIGRATION]: ADDS_A_TABLE });
    const planned = await place.staka('deploy', '--dry-run');
    assert.equal(planned.code, 0, planned.said);
    assert.match(planned.said, /^\[ \] Migrations – .*20991231000000_trial$/m);
    assert.notEqual(place.git('rev-parse', 'HEAD'), wanted);

    const first = place.staka('deploy', '--staging', `--commit=${wanted.slice(0, 8)}`, '--ref=main', '--json');
    await until(() => existsSync(join(place.dataDir, 'deploy', 'state.json')));
    const second = await place.staka('deploy');
    assert.equal(second.code, 1);
    assert.match(second.said, /Another deployment is under way/);

    const { code, said } = await first;
    assert.equal(code, 0, said);
    const report = JSON.parse(said);
    assert.deepEqual([report.outcome, report.to, report.migrations], ['deployed', wanted, ['20991231000000_trial']]);
    assert.equal(report.steps.length, 13);
    assert.match(report.steps[1].found.en, /^on a copy of the data: .*GET \/app 200/);
    assert.ok(report.steps.every((step: { state: string }) => step.state === 'done'));
    assert.equal(place.git('rev-parse', 'HEAD'), wanted);
    assert.match(await metrics(place), new RegExp(`commit="${wanted}"`));
    assert.deepEqual(await names(place), ['changed', 'changed']);
    assert.equal(existsSync(join(place.dataDir, 'deploy', 'state.json')), false);
    assert.deepEqual(await lastRun(place), ['DEPLOYMENT', 'SUCCEEDED']);
    await assertSigned(place, report.written);
  });

  test('goes back to the code and the rows of before when the new server is ill', async () => {
    using place = await mould.install('ill');
    const before = place.git('rev-parse', 'HEAD');
    place.publish({
      [MIGRATION]: ADDS_A_TABLE,
      'server.ts': (text) => text.replace('await main();', `throw new Error('ill');`),
    });
    patient(place, 8);
    const { code, said } = await place.staka('deploy');
    assert.equal(code, 3, said);
    assert.match(said, /^\[✗\] Verification/m);
    assert.match(said, /^\[✓\] Back: rows – as they were before the migrations/m);
    assert.deepEqual([place.git('rev-parse', 'HEAD'), place.git('branch', '--show-current')], [before, 'main']);
    assert.deepEqual(await names(place), ['Julien', 'Sophie']);
    assert.equal(await hasTable(place, 'trial_notes'), false);
    await assertServes(place, before);
    assert.deepEqual(await lastRun(place), ['DEPLOYMENT', 'FAILED']);
  });

  test('killed in the middle, it goes on when it is run again, and goes back when it is told to', async () => {
    using place = await mould.install('killed');
    const before = place.git('rev-parse', 'HEAD');
    const wanted = place.publish({ [MIGRATION]: ADDS_A_TABLE });
    await killAfter(place, 'maintenance');
    assert.equal((await fetch(`${place.url}/app`).catch(() => null))?.status ?? 503, 503);
    const other = await place.staka('deploy', '--ref=another');
    assert.match(other.said, /is not finished/);
    const back = await place.staka('deploy', '--back');
    assert.equal(back.code, 3, back.said);
    assert.deepEqual(await names(place), ['Julien', 'Sophie']);
    await assertServes(place, before);

    await killAfter(place, 'migrate');
    const { code, said } = await place.staka('deploy');
    assert.equal(code, 0, said);
    assert.equal(said.match(/^\[✓\] Migrations/gm)?.length, 1);
    assert.deepEqual(await names(place), ['changed', 'changed']);
    await assertServes(place, wanted);
    assert.match((await place.staka('deploy', '--back')).said, /nothing to undo/);
  });
});

/** Lets a deployment run until that step is done, and kills it. */
async function killAfter(place: Installed, name: string): Promise<void> {
  const child = place.begin('deploy');
  const state = join(place.dataDir, 'deploy', 'state.json');
  await until(() => existsSync(state) && JSON.parse(readFileSync(state, 'utf8')).steps.some(isNamed(name)));
  child.kill('SIGKILL');
  await until(() => child.signalCode !== null || child.exitCode !== null);
  assert.equal(child.signalCode, 'SIGKILL');
}

function isNamed(wanted: string): (step: { name: string }) => boolean {
  return ({ name }) => name === wanted;
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!isSo()) {
    assert.ok(Date.now() < deadline, 'it did not come to that');
    await wait(20);
  }
}

/** So many seconds for a server that will not come. */
function patient(place: Installed, seconds: number): void {
  const path = join(place.root, '.env');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/^DEPLOY_WAIT_SECONDS=.*$/m, `DEPLOY_WAIT_SECONDS=${seconds}`));
}

async function assertServes(place: Installed, commit: string): Promise<void> {
  assert.equal((await fetch(`${place.url}/app`)).status, 200);
  assert.match(await metrics(place), new RegExp(`commit="${commit}"`));
}

async function metrics({ url }: Installed): Promise<string> {
  return (await fetch(`${url}/metrics`)).text();
}

async function names({ databaseUrl }: Installed): Promise<string[]> {
  const db = await openDatabase({ url: databaseUrl });
  const rows = await db.selectFrom('users').select('prenom').orderBy('prenom').execute();
  await db.destroy();
  return rows.map(({ prenom }) => prenom);
}

async function hasTable({ databaseUrl }: Installed, name: string): Promise<boolean> {
  const db = await openDatabase({ url: databaseUrl });
  const { rows } = await sql`SELECT 1 FROM sqlite_master WHERE name = ${name}`.execute(db);
  await db.destroy();
  return rows.length > 0;
}

async function lastRun({ databaseUrl }: Installed): Promise<string[]> {
  const db = await openDatabase({ url: databaseUrl });
  const runs = await latestRuns(db, { limit: 10 });
  await db.destroy();
  const last = runs.find(({ kind }) => kind === 'DEPLOYMENT');
  return [last?.kind ?? '', last?.status ?? ''];
}

async function assertSigned(place: Installed, written: { json: string; markdown: string; publicKey: string }) {
  assert.match((await place.staka('deploy', `--verify-report=${written.json}`)).said, /is authentic/);
  const another = Buffer.alloc(32).toString('base64');
  for (const file of [written.json, written.markdown]) {
    assert.equal((await verifyReport(file, place, null)).publicKey, written.publicKey);
    await assert.rejects(verifyReport(file, place, another), { code: 'DEPLOY_REPORT_OF_OTHERS' });
    writeFileSync(file, readFileSync(file, 'utf8').replace('deployed', 'refused').replace('Deployed', 'Refused'));
    await assert.rejects(verifyReport(file, place, null), { code: 'DEPLOY_REPORT_FORGED' });
  }
  assert.equal(globSync('reports/*', { cwd: place.dataDir }).length, 2);
}
