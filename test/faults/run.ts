import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { dropTestDatabases } from '#test/databases.ts';

/**
 * `npm run faults`: every fault, at every point. `npm run faults -- WORD` runs only the files whose name has that word.
 * STAKA_FAULTS_SEED repeats a run, as far as chance decides it.
 */
const FILES = ['process-dies', 'power-goes', 'disk-fails'];

const words = process.argv.slice(2);
const asked = FILES.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
process.env.STAKA_FAULTS = 'long';
const events = run({ files: asked.map((name) => join(import.meta.dirname, `${name}.test.ts`)), concurrency: 1 });
let succeeded = asked.length > 0;
events.on('test:summary', ({ success }) => {
  succeeded &&= success;
});
await events.compose(spec).forEach((text) => void process.stdout.write(text));
await dropTestDatabases();
process.exitCode = succeeded ? 0 : 1;
