/** How much is tried: a sample within `npm test`, everything in `npm run faults`. */
export const isLong = process.env.STAKA_FAULTS === 'long';

/** What chance decides in this run; the same again with STAKA_FAULTS_SEED. */
export const seed = Number(process.env.STAKA_FAULTS_SEED ?? Date.now() % 1_000_000);

export function sampled(inTest: number, inLong: number): number {
  return isLong ? inLong : inTest;
}
