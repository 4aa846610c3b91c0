import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '#test/databases.ts';
import { stakaCommand } from '#test/staka-command.ts';

eachDatabase((database) => {
  const staka = (...args: string[]) => {
    const { status, stdout, stderr } = stakaCommand(args, { environment: { DATABASE_URL: database.url } });
    return [status, `${stdout}${stderr}`] as const;
  };

  test('maintenance is turned on, told, and turned off', () => {
    const [on, told] = staka('maintenance', 'on', '--message= Back at 2 ', '--retry=90', '--secret=under-the-pot');
    assert.equal(on, 0);
    assert.match(told, /^Maintenance since .*come back in 90 s\.[^\n]*\n {2}Back at 2\n {2}Whoever knows the secret/);
    const [state, json] = staka('maintenance', '--json');
    const { startedAt, ...known } = JSON.parse(json);
    assert.ok(Date.parse(startedAt) <= Date.now() && !json.includes('under-the-pot'));
    assert.deepEqual([state, known], [3, { on: true, message: 'Back at 2', retryAfterSeconds: 90, hasSecret: true }]);
    assert.deepEqual(staka('maintenance', 'off', '--json'), [0, '{"on":false}\n']);
    assert.deepEqual(staka('maintenance'), [0, 'No maintenance: requests are answered.\n']);
  });

  if (database.name !== 'sqlite') return;
  for (const [args, code, sentence] of [
    [['on', '--secret=short'], 1, '--secret takes 8 to 200 characters'],
    [['on', '--retry=0'], 1, '--retry takes a whole number'],
    [['maybe'], 2, 'Usage: staka maintenance [on|off]'],
  ] as const)
    test(`maintenance ${args.join(' ')} is refused, and nothing is turned on`, () => {
      const [status, said] = staka('maintenance', ...args);
      assert.deepEqual([status, said.includes(sentence)], [code, true]);
      assert.equal(staka('maintenance')[0], 0);
    });
});
