import { adopt } from './adopt.ts';
import { NO_ANSWERS } from './answers.ts';

/** Adopts, and kills itself when it says a line that begins with this: `killed.fixture.ts URL BACKUPS ANSWERS LINE`. */
const [url = '', backups = '', answers = '{}', line = ''] = process.argv.slice(2);
const log = (said: string) => {
  if (said.startsWith(line)) process.kill(process.pid, 'SIGKILL');
};
await adopt({ url, backups, keys: [], force: true, answers: { ...NO_ANSWERS, ...JSON.parse(answers) }, log });
