import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { loadConfig } from '#platform/config/config.ts';
import { build } from '#test/adoption/foreign-database.ts';
import { LARAVEL } from '#test/adoption/laravel.ts';
import { PASSWORD } from '#test/adoption/password.ts';
import { PREFERENCES } from '#test/adoption/preferences.ts';
import { secureSessions } from '#test/adoption/secure-sessions.ts';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { startServer } from '#test/server-process.ts';
import { stakaCommand } from '#test/staka-command.ts';
import { adoptCommand } from './adopt.ts';

/** The database of each kind that a seed describes, its questions, their answers, and who signs in as what. */
const FOREIGN = {
  sqlite: {
    statements: secureSessions({ hasOldSessions: true }),
    questions: ['users.role', 'marie.curie@example.com'],
    answers: [
      /"editor": null/,
      '"editor": "CORRECTOR"',
      /"marie.curie@example.com": null/,
      '"marie.curie@example.com": "u1"',
    ],
    email: 'Marie.Curie@example.com',
    id: 'u1',
  },
  postgresql: {
    statements: PREFERENCES,
    questions: ['users.role', 'jean@example.com'],
    answers: [
      /"EDITEUR": null/,
      '"EDITEUR": "CORRECTOR"',
      /("jean@example.com": )null/,
      '$1"00000000-0000-4000-8000-000000000001"',
    ],
    email: 'jean@example.com',
    id: '00000000-0000-4000-8000-000000000001',
  },
  mysql: { statements: LARAVEL, questions: [], answers: [], email: 'victor@example.com', id: '2' },
} as const;

eachEmptyDatabase((database) => {
  const { statements, questions, answers, email, id } = FOREIGN[database.provider];
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staka-adopt-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const environment = () => ({ DATABASE_URL: database.url, DATA_DIR: folder });
  const staka = (...args: string[]) => stakaCommand(args, { environment: environment() });

  async function answerQuestions(): Promise<void> {
    const file = join(folder, 'adoption.json');
    let text = await readFile(file, 'utf8');
    for (const question of questions) assert.ok(text.includes(`"${question}"`), question);
    for (let index = 0; index < answers.length; index += 2)
      text = text.replace(answers[index] ?? '', String(answers[index + 1]));
    await writeFile(file, text);
  }

  test('planned, answered and adopted by the command, it serves in production, and its people sign in', async () => {
    await build(database.url, statements);
    const planned = staka('adopt', '--plan');
    assert.equal(planned.status, questions.length > 0 ? 3 : 0, planned.stdout + planned.stderr);
    assert.match(planned.stdout, /Taken along:[\s\S]*→ {2}users[\s\S]*Renamed:[\s\S]*legacy_/);
    if (questions.length > 0) await answerQuestions();
    const adopted = staka('adopt', '--json');
    assert.equal(adopted.status, 0, adopted.stdout + adopted.stderr);
    const { outcome, backup } = JSON.parse(adopted.stdout);
    assert.deepEqual([outcome, (await readdir(join(folder, 'backups'))).length], ['adopted', 1]);
    assert.match(backup, /adoption-\d{8}T\d{9}Z-\w+\.(db|sql\.gz)$/);
    if (database.provider === 'sqlite') assert.match(staka('adopt').stdout, /^This is a Staka database already/);
    const server = await startServer({ ...environment(), NODE_ENV: 'production' });
    try {
      await assertSignsIn(server.url);
    } finally {
      await server.stop();
    }
  });

  async function assertSignsIn(url: string): Promise<void> {
    const body = JSON.stringify({ email, password: PASSWORD });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/auth/login`, { method: 'POST', headers, body });
    const { user, token } = Object(await answer.json());
    assert.deepEqual([answer.status, user?.role], [200, 'ADMIN']);
    const ask = (bearer: string) => fetch(`${url}/auth/me`, { headers: { authorization: `Bearer ${bearer}` } });
    assert.equal((await ask(token)).status, 200);
    for (const old of [id, 'sess-secret-1', user.id]) assert.equal((await ask(old)).status, 401, old);
  }
});

describe('staka adopt', () => {
  function adopt(url: string, values: Record<string, string | boolean> = {}) {
    const loaded = loadConfig({ DATABASE_URL: url, NODE_ENV: 'test', DATA_DIR: tmpdir() });
    return adoptCommand.run({ ...loaded, positionals: [], values, language: 'en', print: () => {}, say: () => {} });
  }

  test('a database that is not there, one in which nothing is known, and answers that are no JSON are refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'staka-adopt-'));
    const url = `file:${join(folder, 'x.db')}`;
    await assert.rejects(adopt(url, { plan: true }), { code: 'ADOPTION_SOURCE_MISSING' });
    assert.deepEqual(await readdir(folder), []);
    await build(url, ['CREATE TABLE cats (id INTEGER)']);
    await assert.rejects(adopt(url), { code: 'ADOPTION_NOTHING' });
    const mapping = join(folder, 'answers.json');
    await writeFile(mapping, '{');
    await assert.rejects(adopt(url, { mapping }), { code: 'ADOPTION_MAPPING_UNREADABLE' });
    await writeFile(mapping, '{"timezone": "Mars"}');
    await assert.rejects(adopt(url, { mapping }), { code: 'ADOPTION_ANSWER_INVALID' });
    await rm(folder, { recursive: true });
  });
});
