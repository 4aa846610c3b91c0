import { createHash } from 'node:crypto';

const FOR_MS = 500;
const WORK = Array.from({ length: 100 }, (_, number) => ({ number, text: 'calibration' }));

/** How much this machine does right now: rounds per second of a fixed piece of work, on one core. */
export function calibrate(): number {
  const begun = performance.now();
  let rounds = 0;
  while (performance.now() - begun < FOR_MS) {
    createHash('sha256')
      .update(JSON.stringify(JSON.parse(JSON.stringify(WORK))))
      .digest('hex');
    rounds += 1;
  }
  return (rounds * 1000) / (performance.now() - begun);
}
