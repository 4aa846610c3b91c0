import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findDrift } from '#ops/drift/drift.ts';
import { type MigrationSession, withSession } from '#ops/migrate/session.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { adoptWith, ask, build, contents, tablesOf } from '#test/adoption/foreign-database.ts';
import { LARAVEL } from '#test/adoption/laravel.ts';
import { MENTORS } from '#test/adoption/mentors.ts';
import { secureSessions } from '#test/adoption/secure-sessions.ts';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { NO_ANSWERS } from './answers.ts';
import { adoptResumably, finishSwap } from './databases/mysql.ts';
import { prepare } from './prepare.ts';
import { isScaffold, STATE_TABLE } from './scaffold.ts';

interface Foreign {
  readonly statements: readonly string[];
  readonly answers: object;
  readonly tables: readonly string[];
  /** The line at which it is killed, and whether the originals still have their names then. */
  readonly moments: Readonly<Record<string, 'old' | 'new'>>;
}

const FOREIGN: Record<Provider, Foreign> = {
  sqlite: {
    statements: secureSessions(),
    answers: {
      enumerations: { 'users.role': { editor: 'CORRECTOR' } },
      addresses: { 'marie.curie@example.com': 'u1' },
    },
    tables: ['User', 'Notification', 'uploads'],
    moments: { 'Notification →': 'old' },
  },
  postgresql: {
    statements: MENTORS,
    answers: {},
    tables: ['User', 'MentorProfile'],
    moments: { 'MentorProfile →': 'old' },
  },
  mysql: {
    statements: LARAVEL,
    answers: {},
    tables: ['users', 'user_sessions', 'notifications'],
    moments: { 'user_sessions →': 'old', Copies: 'old', Noms: 'new' },
  },
};

eachEmptyDatabase((database) => {
  const { statements, answers, tables, moments } = FOREIGN[database.provider];
  const archives = tables.map((table) => `legacy_${table}`);
  let backups = '';
  before(async () => {
    backups = await mkdtemp(join(tmpdir(), 'staka-adoption-'));
  });
  after(() => rm(backups, { recursive: true, force: true }));

  function killAt(line: string): void {
    const fixture = join(import.meta.dirname, 'killed.fixture.ts');
    const args = [fixture, database.url, backups, JSON.stringify(answers), line];
    const { signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    assert.equal(signal, 'SIGKILL', `${line}: ${stderr}`);
  }

  /** The former application goes on as long as its tables have their names. */
  async function writeMeanwhile(): Promise<Record<string, string[]>> {
    await ask(
      database.url,
      `INSERT INTO users (id, name, email, password) VALUES (99, 'Tard', 'tard@example.com', '')`,
    );
    return contents(database.url, tables);
  }

  async function assertAdopted(was: Record<string, string[]>): Promise<void> {
    assert.deepEqual(Object.values(await contents(database.url, archives)), Object.values(was));
    assert.equal((await ask(database.url, 'SELECT id FROM users')).length, Object.values(was)[0]?.length);
    assert.deepEqual((await findDrift({ url: database.url })).differences, []);
    assert.deepEqual((await tablesOf(database.url)).filter(isScaffold), []);
  }

  test('killed at any moment and run again, it is adopted, and every original is as it was', async () => {
    await build(database.url, statements);
    let was = await contents(database.url, tables);
    for (const [line, names] of Object.entries(moments)) {
      killAt(line);
      const now = await contents(database.url, names === 'old' ? tables : archives);
      assert.deepEqual(Object.values(now), Object.values(was));
      if (line === 'Copies') was = await writeMeanwhile();
    }
    const { outcome } = await adoptWith(database.url, answers, backups);
    assert.equal(outcome, database.provider === 'mysql' ? 'finished' : 'adopted');
    await assertAdopted(was);
  });

  test('of two at once one adopts, and the other finds it done', async () => {
    await build(database.url, statements);
    const was = await contents(database.url, tables);
    const both = [adoptWith(database.url, answers, backups), adoptWith(database.url, answers, backups)];
    const outcomes = (await Promise.all(both)).map(({ outcome }) => outcome);
    assert.deepEqual(outcomes.sort(), ['adopted', 'already']);
    await assertAdopted(was);
  });
});

eachEmptyDatabase((database) => {
  test('stopped after any statement that puts the copies in place, it goes on from there', async () => {
    await build(database.url, LARAVEL);
    const was = await contents(database.url, ['users', 'user_sessions']);
    const begun = withSession({ url: database.url }, async (session) => {
      const prepared = await prepare(session, database.url, NO_ANSWERS);
      await adoptResumably(stoppedAfter(session, 1, /^RENAME TABLE `(users|migrations)/), prepared);
    });
    await assert.rejects(begun, { code: 'ADOPTION_INTERRUPTED' });
    for (let attempts = 1; (await tablesOf(database.url)).includes(STATE_TABLE); attempts += 1) {
      assert.ok(attempts < 60, 'it does not come nearer to its end');
      const once = withSession({ url: database.url }, (session) =>
        finishSwap(stoppedAfter(session, (attempts % 4) * 3)),
      );
      await once.catch(({ code }) => assert.equal(code, 'ADOPTION_INTERRUPTED'));
    }
    assert.deepEqual(
      Object.values(await contents(database.url, ['legacy_users', 'legacy_user_sessions'])),
      Object.values(was),
    );
    assert.deepEqual((await findDrift({ url: database.url })).differences, []);
    assert.equal((await adoptWith(database.url)).outcome, 'already');
    assert.equal((await ask(database.url, 'SELECT * FROM users')).length, 4);
  });
}, 'mysql');

/** The same session, which fails for good when so many statements that match are done. */
function stoppedAfter(session: MigrationSession, statements: number, matching = /./): MigrationSession {
  let left = statements;
  const script = async (sql: string) => {
    if (left === 0) throw new Error('stopped');
    await session.db.script(sql);
    if (!matching.test(sql)) return;
    left -= 1;
    if (left === 0) throw new Error('stopped');
  };
  return { ...session, db: { ...session.db, script } };
}
