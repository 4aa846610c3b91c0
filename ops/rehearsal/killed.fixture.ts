import { rehearse } from './rehearse.ts';

/** Rehearses, and kills itself when the rows are loaded. */
const [url = '', dataDir = '', path = ''] = process.argv.slice(2);
const progress = (step: string) => {
  if (step === 'loaded') process.kill(process.pid, 'SIGKILL');
};

await rehearse({ url, dataDir, path, keys: [], progress });
