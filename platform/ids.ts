import { randomFillSync } from 'node:crypto';

/** Random bytes are fetched for many ids at once: asking the system for each costs more than all the rest. */
const pool = Buffer.alloc(10 * 256);
let used = pool.length;

let moment = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562, section 5.7): unique everywhere, and within one process each sorts after the one before it, by
 * twelve bits of counter that begin at random each millisecond (section 6.2, method 1). 62 bits are random.
 */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const start = used;
  used += 10;
  advance(pool.readUInt16BE(start) & 0x7ff);
  const time = moment.toString(16).padStart(12, '0');
  const version = (0x7000 | counter).toString(16);
  const variant = (0x8000 | (pool.readUInt16BE(start + 2) & 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${pool.toString('hex', start + 4, start + 10)}`;
}

/** To the millisecond that it is, or on within the last one; past its end, or when the clock goes back, to the next. */
function advance(random: number): void {
  const now = Date.now();
  if (now <= moment && counter < 0xfff) {
    counter += 1;
    return;
  }
  moment = Math.max(now, moment + 1);
  counter = random;
}
