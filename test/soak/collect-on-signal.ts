import v8 from 'node:v8';
import vm from 'node:vm';

/** Loaded into the server that is watched: at SIGUSR2 it collects its garbage, so that what is left is what is kept. */
v8.setFlagsFromString('--expose-gc');
const collect: unknown = vm.runInNewContext('gc');
process.on('SIGUSR2', () => {
  if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
});
