import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseArgs } from 'node:util';
import { SCHEMA_FILE } from '#ops/schema/schema-file.ts';
import { loadConfig } from '#platform/config/config.ts';
import { CodedError } from '#platform/http/errors.ts';
import type { TakenDatabase } from '#test/databases/test-server.ts';
import { takeDatabase } from '#test/databases.ts';
import { stakaCommand } from '#test/staka-command.ts';
import { parseOptions } from './command.ts';
import { COMMANDS } from './commands.ts';

let database: TakenDatabase;
const folder = mkdtempSync(join(tmpdir(), 'staka-schema-command-'));
before(async () => {
  database = await takeDatabase('sqlite');
});
after(async () => {
  await database.release();
  rmSync(folder, { recursive: true });
});

const settings = () => ({ DATABASE_URL: database.url, DATA_DIR: folder, NODE_ENV: 'test' });

/** As `bin/staka` does it, in this process. */
async function staka([name = '', ...args]: string[], environment: Record<string, string> = {}) {
  const named = COMMANDS.find((candidate) => candidate.name === name) ?? assert.fail(name);
  const command = await named.load();
  const { values, positionals } = parseArgs({ args, options: parseOptions(command), allowPositionals: true });
  const told = Object.fromEntries(
    Object.entries(values).map(([option, value]) => [option, Array.isArray(value) ? '' : value]),
  );
  const loaded = loadConfig({ ...settings(), ...environment });
  let stdout = '';
  const print = (line: string) => {
    stdout += `${line}
`;
  };
  const call = { ...loaded, values: told, positionals, language: 'en' as const, print };
  try {
    const status = (await command.run({ ...call, say: (text) => print(text.en) })) ?? 0;
    return { status, stdout, stderr: '' };
  } catch (error) {
    if (error instanceof CodedError) return { status: 1, stdout, stderr: error.detail('en') };
    throw error;
  }
}

const SCHEMA = readFileSync(SCHEMA_FILE, 'utf8');

test('migrate:diff says nothing of a migrated database, and ends with 2 on a difference when it is asked to', async () => {
  const same = await staka(['migrate:diff', '--exit-code']);
  assert.deepEqual([same.status, same.stdout, same.stderr], [0, 'No difference.\n', '']);
  const all = await staka(['migrate:diff', '--from=empty', '--to=migrations', '--exit-code', '--json']);
  assert.equal(all.status, 2);
  assert.ok(JSON.parse(all.stdout).differences.length > 30);
  assert.equal((await staka(['migrate:diff', '--from=empty', '--to=migrations'])).status, 0);
  assert.match(
    (await staka(['migrate:diff', '--to=nothing.prisma'])).stderr,
    /--to takes empty, database, migrations, schema/,
  );
});

test('db:push does nothing where there is nothing to do, and is refused in production', async () => {
  assert.match((await staka(['db:push'])).stdout, /is what the schema says already/);
  assert.deepEqual(JSON.parse((await staka(['db:push', '--plan', '--json'])).stdout).losses, []);
  const production = await staka(['db:push'], { NODE_ENV: 'production', PUBLIC_URL: 'https://staka.example' });
  assert.deepEqual([production.status, production.stdout], [1, '']);
  assert.match(production.stderr, /NODE_ENV is “production”/);
});

test('db:pull writes to standard output, or to a file that it replaces only when its name is given', async () => {
  const { stdout } = await staka(['db:pull']);
  assert.match(stdout, /^datasource db \{\n {2}provider = "sqlite"\n\}\n[\s\S]*^model Commande \{/m);
  const output = join(folder, 'pulled.prisma');
  assert.equal((await staka(['db:pull', `--output=${output}`])).status, 0);
  assert.equal(readFileSync(output, 'utf8'), stdout);
  writeFileSync(output, '// mine\n');
  const again = await staka(['db:pull', `--output=${output}`]);
  assert.deepEqual([again.status, readFileSync(output, 'utf8')], [1, '// mine\n']);
  assert.match(again.stderr, /give --confirm=pulled\.prisma/);
  assert.equal((await staka(['db:pull', `--output=${output}`, '--confirm=schema.prisma'])).status, 1);
  assert.equal((await staka(['db:pull', `--output=${output}`, '--confirm=pulled.prisma'])).status, 0);
  assert.equal((await staka(['migrate:diff', `--to=${output}`, '--exit-code'])).status, 0);
  assert.match((await staka(['schema:validate', `--schema=${output}`])).stdout, /is valid for sqlite\.$/m);
});

test('schema:validate names the place of a mistake, and schema:format sets what is valid and nothing else', async () => {
  assert.match(
    (await staka(['schema:validate'])).stdout,
    /^prisma\/schema\.prisma is valid for sqlite, postgresql, mysql\.\n$/,
  );
  const wrong = join(folder, 'wrong.prisma');
  writeFileSync(wrong, SCHEMA.replace('model User {', 'model User {\n  humeur Humeur'));
  const refused = await staka(['schema:validate', `--schema=${wrong}`]);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /Type "Humeur" is neither[\s\S]*wrong\.prisma:\d+/);
  assert.equal((await staka(['schema:format', `--schema=${wrong}`])).status, 1);
  writeFileSync(wrong, SCHEMA.replace('model User {', 'model User {\n  poids Decimal'));
  assert.match(
    (await staka(['schema:validate', `--schema=${wrong}`])).stderr,
    /User\.poids: the type Decimal is not used/,
  );
  const loose = join(folder, 'loose.prisma');
  writeFileSync(loose, SCHEMA.replace(/^ {2}id /gm, ' id    '));
  assert.equal((await staka(['schema:format', '--check', `--schema=${loose}`])).status, 1);
  assert.deepEqual(JSON.parse((await staka(['schema:format', '--json', `--schema=${loose}`])).stdout).changed, true);
  assert.equal((await staka(['schema:format', '--check', `--schema=${loose}`])).status, 0);
  assert.equal((await staka(['schema:format', '--check'])).status, 0, 'bin/staka schema:format');
});

test('dev:reset asks for the name of the database, keeps a backup, and is refused in production', async () => {
  const unasked = await staka(['dev:reset']);
  assert.deepEqual([unasked.status, unasked.stdout], [1, '']);
  const [, name = ''] = /--confirm=(\S+?)\.?$/m.exec(unasked.stderr) ?? [];
  assert.equal((await staka(['dev:reset', '--confirm=another'])).status, 1);
  const production = await staka(['dev:reset', `--confirm=${name}`], {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://staka.example',
  });
  assert.equal(production.status, 1);
  assert.match(production.stderr, /dev:reset is refused: NODE_ENV is “production”/);
  const { status, stdout, stderr } = await staka(['dev:reset', `--confirm=${name}`, '--json']);
  assert.deepEqual([status, stderr], [0, '']);
  const { backup, rows } = JSON.parse(stdout);
  assert.ok(rows > 40);
  assert.equal((await staka(['backup:verify', backup])).status, 0);
});

test('where the tools of Prisma are not installed, the commands that need them say so, and the others go on', async () => {
  const hook = join(folder, 'without-prisma.mjs');
  writeFileSync(
    hook,
    `import { registerHooks } from 'node:module';
     registerHooks({ resolve(name, context, next) {
       if (!name.startsWith('@prisma/')) return next(name, context);
       throw Object.assign(new Error(\`Cannot find package '\${name}'\`), { code: 'ERR_MODULE_NOT_FOUND' });
     } });`,
  );
  const environment = { ...settings(), NODE_OPTIONS: `--import ${hook}` };
  const without = (...args: string[]) => stakaCommand(args, { environment });
  for (const command of [['migrate:create', 'essai'], ['schema:format']]) {
    const { status, stderr } = without(...command);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /needs the package “@prisma\/[\w-]+”, which is for development and is not installed here/,
      command.join(' '),
    );
  }
  assert.equal(without('migrate:diff', '--to=migrations').status, 0);
});
