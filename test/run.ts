import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { dropTestDatabases } from './databases.ts';
import { unreachableServices } from './services.ts';

/**
 * `npm test`: the whole gate, in order. `npm test -- WORD` runs only the test files whose path has that word.
 * STAKA_TEST_SERVICES=required makes a service that cannot be reached a failure.
 */
const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules');

const CHECKS: readonly (readonly [what: string, program: string, ...args: string[]])[] = [
  ['generated from prisma/schema.prisma', 'prisma/generate/main.ts', '--check'],
  ['types of the API for the web', 'web/api/generate/main.ts', '--check'],
  ['style', join(BIN, '@biomejs/biome/bin/biome'), 'check', '--diagnostic-level=warn'],
  ['types of the server', join(BIN, 'typescript/bin/tsc'), '-p', '.'],
  ['types of the web', join(BIN, 'typescript/bin/tsc'), '--noEmit', '-p', 'web'],
  ['web application', 'bin/build-web.mjs'],
  ['server', 'bin/build-server.mjs'],
];

// Every test file is a process, and many start more: what one has compiled the next need not.
process.env.NODE_COMPILE_CACHE ??= join(BIN, '.cache', 'staka-tests');

/** More than these are no accident. */
const UNSTEADY_AT_MOST = 2;
const SLOWEST_NAMED = 12;

const words = process.argv.slice(2);
const started = Date.now();
const failures: string[] = [];
/** By file, each test that failed by itself, and why: told last, where one looks first. */
const reasons = new Map<string, string[]>();
/** What failed among others and passed when played again by itself. */
const unsteady: string[] = [];
/** By file, in milliseconds. */
const durations = new Map<string, number>();
const counts = { passed: 0, skipped: 0 };

if (words.length === 0) for (const check of CHECKS) runCheck(check);
const files = globSync(['*.test.ts', '{bin,cli,modules,ops,platform,prisma,test,web}/**/*.test.ts'], {
  cwd: ROOT,
  exclude: (path) => path.includes('node_modules') || path.includes('web/dist'),
}).sort();
const asked = words.length === 0 ? files : files.filter((file) => words.some((word) => file.includes(word)));
const isJourney = (file: string) => file.startsWith(join('test', 'journeys'));
await runTests(
  'tests',
  asked.filter((file) => !isJourney(file)),
  availableParallelism(),
);
await runTests('journeys in Chromium', asked.filter(isJourney), 1);
await playFailedAgain();
await conclude();

function runCheck([what, program, ...args]: (typeof CHECKS)[number]): void {
  if (!existsSync(join(ROOT, program)) && !existsSync(program)) return;
  const start = Date.now();
  process.stdout.write(`▸ ${what} … `);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: ROOT, encoding: 'utf8' });
  console.log(`${status === 0 ? 'ok' : 'FAILED'} (${seconds(start)})`);
  if (status === 0) return;
  console.log(`${stdout}${stderr}`);
  failures.push(what);
}

async function runTests(what: string, some: readonly string[], concurrency: number): Promise<void> {
  if (some.length === 0) return;
  console.log(`▸ ${what}: ${some.length} files, ${concurrency} at a time`);
  const result = await play(some, concurrency);
  counts.passed += result.passed;
  counts.skipped += result.skipped;
  if (result.failed > 0 && result.reasons.size === 0) failures.push(what);
  for (const [file, why] of result.reasons) reasons.set(file, why);
}

/** @returns what came of it, with the reasons of the failures by their files */
async function play(some: readonly string[], concurrency: number) {
  const result = { passed: 0, failed: 0, skipped: 0, reasons: new Map<string, string[]>() };
  const events = run({ files: some.map((file) => join(ROOT, file)), cwd: ROOT, concurrency, timeout: 300_000 });
  events.on('test:summary', ({ file, counts: of, duration_ms: took }) => {
    if (file !== undefined) return void durations.set(relative(ROOT, file), took);
    result.passed += of.passed;
    result.failed += of.tests - of.passed - of.skipped - of.todo;
    result.skipped += of.skipped;
  });
  events.on('test:fail', ({ name, file = '', details: { error } }) => {
    if ((error as { failureType?: string }).failureType === 'subtestsFailed') return;
    const of = relative(ROOT, file);
    const why = String(error.cause ?? error).slice(0, 2_000);
    result.reasons.set(of, [...(result.reasons.get(of) ?? []), `${of}: ${name}\n  ${why.replaceAll('\n', '\n  ')}`]);
  });
  await events.compose(spec).forEach((text) => void process.stdout.write(text));
  return result;
}

/**
 * A machine that is busy with other tests may be late where a browser or a socket is waited for: one or two files that
 * failed are played once more, alone, and named as unsteady when they pass. What dies at random moments (`test/faults`)
 * is not: there a failure in many is a failure.
 */
async function playFailedAgain(): Promise<void> {
  const files = [...reasons.keys()];
  const playable = files.filter((file) => asked.includes(file) && !file.startsWith(join('test', 'faults')));
  if (files.length > UNSTEADY_AT_MOST || playable.length < files.length) return;
  for (const file of files) {
    console.log(`▸ once more, alone: ${file}`);
    const { failed, passed } = await play([file], 1);
    if (failed > 0 || passed === 0) continue;
    const why = reasons.get(file) ?? [];
    counts.passed += why.length;
    unsteady.push(...why);
    reasons.delete(file);
  }
}

async function conclude(): Promise<void> {
  await dropTestDatabases();
  const missing = await unreachableServices();
  const required = process.env.STAKA_TEST_SERVICES === 'required';
  if (missing.length > 0) console.log(`\nNot reached, and so not tested: ${missing.join(', ')}.`);
  if (missing.length > 0 && required) failures.push(`services (STAKA_TEST_SERVICES=required): ${missing.join(', ')}`);
  for (const why of unsteady) console.log(`\nUnsteady, and to be mended: failed among others, passed alone: ${why}`);
  const failed = [...reasons.values()].flat();
  for (const why of failed) console.log(`✖ ${why}`);
  if (reasons.size > 0) failures.push(`tests in ${[...reasons.keys()].join(', ')}`);
  for (const failure of failures) console.log(`FAILED: ${failure}`);
  if (words.length === 0) console.log(`\nSlowest: ${slowest(SLOWEST_NAMED).join(', ')}.`);
  console.log(`\nDone in ${seconds(started)}.`);
  console.log(`${counts.passed} passed, ${failed.length} failed, ${counts.skipped} skipped`);
  process.exitCode = failures.length > 0 || (words.length > 0 && asked.length === 0) ? 1 : 0;
}

function slowest(count: number): string[] {
  const sorted = [...durations].toSorted(([, one], [, other]) => other - one).slice(0, count);
  return sorted.map(([file, took]) => `${file} (${(took / 1000).toFixed(0)} s)`);
}

function seconds(start: number): string {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
