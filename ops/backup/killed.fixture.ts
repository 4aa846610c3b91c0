import { createBackup } from './create-backup.ts';
import { placesIn } from './populate.fixture.ts';
import { replaceDatabase } from './restore.ts';

/** Backs up or restores, and kills itself when it has come as far as it is told: `loading:7` is the seventh time. */
const [work = '', moment = '', url = '', folder = '', path = ''] = process.argv.slice(2);
const [at, times = '1'] = moment.split(':');
let left = Number(times);
const progress = (step: string) => {
  if (step !== at) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

if (work === 'backup') await createBackup({ ...placesIn(folder), url, progress });
else await replaceDatabase({ ...placesIn(folder), url, path, force: true, progress });
