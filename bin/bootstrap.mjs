// Plain JavaScript, for whatever Node the machine has (18 or later), before anything is installed:
// installs what is missing, Node 26 with it, then does what it was asked.   node bin/bootstrap.mjs start | test | dev | build | install
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildServerIfChanged } from './build-server.mjs';
import { buildWebIfChanged } from './build-web.mjs';
import { installIfChanged } from './install.mjs';
import { findNode } from './node.mjs';
import { Failure, ROOT, say } from './say.mjs';

const TASKS = {
  start: { program: 'dist/server.mjs', development: false, built: true },
  test: { program: 'test/run.ts', development: true, built: false },
  faults: { program: 'test/faults/run.ts', development: true, built: false },
  soak: { program: 'test/soak/main.ts', development: true, built: false },
  dev: { program: 'bin/dev.ts', development: false, built: false },
  build: { program: null, development: false, built: true },
  install: { program: null, development: false, built: false },
};

try {
  await bootstrap(process.argv[2] ?? 'start', process.argv.slice(3));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function bootstrap(name, options) {
  const task = TASKS[name];
  if (task === undefined) throw new Failure({ fr: `Tâche inconnue : ${name}.`, en: `Unknown task: ${name}.` });
  installIfChanged({ development: task.development });
  const node = findNode();
  if (task.built) {
    buildWebIfChanged(node);
    buildServerIfChanged(node);
  }
  if (task.program === null) return;
  const program = join(ROOT, task.program);
  if (!existsSync(program)) throw new Failure({ fr: `${task.program} manque.`, en: `${task.program} is missing.` });
  const cache = join(ROOT, 'node_modules', '.cache', 'staka');
  if (node !== process.execPath) return runInChild(node, [program, ...options], cache);
  process.argv = [node, program, ...options];
  module.enableCompileCache?.(cache);
  await import(pathToFileURL(program).href);
}

/** Only after an installation: npm then started us under the Node of the machine. */
function runInChild(node, args, cache) {
  const child = spawn(node, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, NODE_COMPILE_CACHE: cache } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    say({ fr: `${node} ne démarre pas : ${error.message}`, en: `${node} does not start: ${error.message}` });
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
}
