import { createHash, hash } from 'node:crypto';
import type { TableSummary } from './format.ts';

const MODULUS_MASK = (1n << 256n) - 1n;

/**
 * Counts rows and hashes them twice: as the bytes that follow each other, and as a set. The latter is the sum of the
 * SHA-256 of each row modulo 2²⁵⁶: no database sorts text like another, and none has to.
 */
export class RowsDigest {
  #rows = 0;
  #sum = 0n;
  readonly #bytes = createHash('sha256');

  /** @param line the row as JSON, without the end of the line */
  add(line: string): void {
    this.#rows += 1;
    this.#sum = (this.#sum + BigInt(`0x${hash('sha256', line, 'hex')}`)) & MODULUS_MASK;
    this.#bytes.update(line).update('\n');
  }

  summary(name: string): TableSummary {
    const digest = this.#sum.toString(16).padStart(64, '0');
    return { name, rows: this.#rows, sha256: this.#bytes.digest('hex'), digest };
  }
}
