import type { Outcome } from './figure.ts';
import type { Load } from './load/load.ts';

/** What a bench works with. */
export interface BenchContext {
  /** Its own, on the disk that is measured; empty, and gone afterwards. */
  readonly folder: string;
  readonly load: Load;
}

export type Bench = (context: BenchContext) => Promise<Outcome>;
