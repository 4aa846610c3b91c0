import { createBackup } from './create-backup.ts';
import { placesIn } from './populate.fixture.ts';
import { replaceDatabase } from './restore.ts';

/** Backs up or restores, and kills itself when it has come as far as it is told. */
const [work = '', at = '', url = '', folder = '', path = ''] = process.argv.slice(2);
const progress = (step: string) => {
  if (step === at) process.kill(process.pid, 'SIGKILL');
};

if (work === 'backup') await createBackup({ ...placesIn(folder), url, progress });
else await replaceDatabase({ ...placesIn(folder), url, path, force: true, progress });
