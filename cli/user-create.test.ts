import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { stakaCommand } from '#test/staka-command.ts';

const JEAN = ['--email=Jean@Example.com', '--prenom=Jean', '--nom=Dupont', '--role=corrector'];

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const create = (args: readonly string[], input = '') => {
    return stakaCommand(['user:create', ...args], { environment: { DATABASE_URL: database.url }, input });
  };
  const post = (url: string, body: object) => app.call({ method: 'POST', url, body });

  test('a person created with a password signs in with it', async () => {
    const { status, stdout } = create([...JEAN, '--password-stdin'], 'une phrase secrète\n');
    assert.deepEqual([status, stdout], [0, 'jean@example.com is created (CORRECTOR).\n']);
    const answer = await post('/auth/login', { email: 'jean@example.com', password: 'une phrase secrète' });
    assert.equal(answer.body.user.role, 'CORRECTOR');
  });

  test('a person created without a password chooses one by the link that is printed, and gets no letter', async () => {
    const { stdout } = create(JEAN);
    const token = /\/invitation\?token=([\w-]{43})\n$/.exec(stdout)?.[1];
    const body = { token, password: 'une phrase secrète', prenom: 'Jean', nom: 'Dupont' };
    assert.equal((await post('/api/auth/accept-invitation', body)).body.user.email, 'jean@example.com');
    assert.deepEqual(await app.letters(), []);
  });

  for (const [what, args, input, sentence] of [
    ['an option that is missing', JEAN.slice(1), '', '--email is missing.'],
    ['a role that does not exist', [...JEAN, '--role=roi'], '', '--role takes one of USER, CORRECTOR, MENTOR, ADMIN'],
    ['a password that is too short', [...JEAN, '--password-stdin'], 'court', 'at least 8 characters'],
    ['an address that is none', [...JEAN, '--email=jean'], '', 'Write a whole e-mail address'],
  ] as const)
    test(`${what} is refused in one sentence, and nobody is created`, async () => {
      const { status, stdout, stderr } = create(args, input);
      assert.deepEqual([status, stdout], [1, '']);
      assert.ok(stderr.includes(sentence) && stderr.trim().split('\n').length === 1, stderr);
      assert.deepEqual(await database.db.selectFrom('users').select('id').execute(), []);
    });

  test('an address that is taken is refused', () => {
    create(JEAN);
    const { status, stderr } = create(JEAN);
    assert.deepEqual([status, stderr], [1, 'Somebody already has an account with this e-mail address.\n']);
  });
});
