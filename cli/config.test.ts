import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeConfig } from '#platform/config/describe.ts';
import { VARIABLES } from '#platform/config/variables.ts';
import { stakaCommand } from '#test/staka-command.ts';

const PASSWORD = 'hunter-two';

function describe(process: Record<string, string>, file: Record<string, string> = {}) {
  const { variables, problems, warnings } = describeConfig({ process, file });
  const of = (name: string) => {
    const found = variables.find((variable) => variable.name === name);
    return [found?.value, found?.source];
  };
  return { variables, problems, warnings, of };
}

test('every variable is shown with where its value comes from; the environment wins over the file', () => {
  const { variables, of } = describe({ PORT: '4000', SESSION_DAYS: '200' }, { PORT: '5000', LOG_LEVEL: 'warn' });
  assert.deepEqual(
    variables.map(({ name }) => name),
    Object.keys(VARIABLES),
  );
  assert.deepEqual(of('PORT'), ['4000', 'environment']);
  assert.deepEqual(of('LOG_LEVEL'), ['warn', '.env']);
  assert.deepEqual(of('HOST'), ['127.0.0.1', 'fallback']);
  assert.deepEqual(of('PUBLIC_URL'), ['http://localhost:4000', 'computed']);
  assert.deepEqual(of('SESSION_MAX_DAYS'), ['200', 'computed']);
  assert.deepEqual(of('SMTP_URL'), [null, 'none']);
});

for (const [name, text, shown] of [
  [
    'DATABASE_URL',
    `postgresql://staka:${PASSWORD}@db:5432/staka?password=${PASSWORD}`,
    'postgresql://[secret]@db:5432/staka?[secret]',
  ],
  ['DATABASE_URL', 'file:data/staka.db', 'file:data/staka.db'],
  ['SMTP_URL', `smtp://name:12/${PASSWORD}@mail`, '[secret]'],
  ['SECRET_KEY', PASSWORD.repeat(4), '[secret]'],
  ['CLERK_SECRET_KEY', PASSWORD, '[secret]'],
] as const)
  test(`of ${name} nothing is shown but where it leads: ${shown}`, () => {
    const { of, ...rest } = describe({ [name]: text });
    assert.deepEqual(of(name), [shown, 'environment']);
    assert.ok(!JSON.stringify(rest).includes(PASSWORD));
  });

test('what is wrong is said all at once, with the variables, and ends with 1', () => {
  const environment = { PORT: 'eighty', LOG_LEVEL: 'loud' };
  const staka = (...args: string[]) => stakaCommand(['config', ...args], { environment });
  const { status, stdout } = staka();
  assert.equal(status, 1);
  assert.match(
    stdout,
    /^PORT +eighty {2}\(environment\)$[\s\S]*To be corrected\n {2}PORT must be[^\n]*\n {2}LOG_LEVEL must be/m,
  );
  assert.equal(JSON.parse(staka('--json').stdout).problems.length, 2);
});

test('a slip of the pen in the file is noticed, a variable of somebody else’s in the environment is not', () => {
  const { warnings, problems } = describe({ EDITOR: 'vi' }, { DATABSE_URL: 'file:x.db' });
  assert.deepEqual([warnings.map(({ en }) => en), problems], [['DATABSE_URL, in .env, is no variable of Staka.'], []]);
});
