import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './servers.ts';

const RIVALS = join(import.meta.dirname, 'rivals');
const STAMP = join(RIVALS, 'node_modules', '.staka-installed');

/** Installs what Staka is measured against, and makes its Prisma Client; nothing when that was done already. */
export function prepareRivals(): void {
  const schema = readFileSync(join(ROOT, 'prisma/providers/sqlite/schema.prisma'), 'utf8');
  const hash = createHash('sha256')
    .update(readFileSync(join(RIVALS, 'package-lock.json')))
    .update(schema)
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return;
  console.log('Installing the rivals…');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  generateClient(schema);
  writeFileSync(STAMP, hash);
}

/** Prisma looks for its schema engine and does not use it here: any program will do. */
function generateClient(schema: string): void {
  const folder = join(RIVALS, 'generated');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'schema.prisma');
  writeFileSync(path, schema.replace(/output\s*=\s*"[^"]*"/, 'output = "./prisma"'));
  run(process.execPath, [
    join(RIVALS, 'node_modules/prisma/build/index.js'),
    'generate',
    `--schema=${path}`,
    '--no-hints',
  ]);
}

function run(program: string, args: readonly string[]): void {
  const environment = {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  const { status, stderr } = spawnSync(program, args, {
    cwd: RIVALS,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stderr}`);
}
